// hint: Nothing makes the two cancel. The root mean square of the slopes is 0.16, and √500 is 22: their product is not 1.
char GradientThroughSaturatedLayers() => 'C';
