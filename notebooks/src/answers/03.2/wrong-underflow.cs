// hint: float32 goes down to 10⁻³⁸; a slope of 10⁻⁶ is no problem for it.
char GradientThroughSaturatedLayers() => 'D';
