// hint: Slopes multiply along a chain; they are not divided by the number of layers.
double LargestFactor() => 0.25 / 10;
