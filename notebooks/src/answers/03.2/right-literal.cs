char GradientThroughSaturatedLayers() => 'A';
