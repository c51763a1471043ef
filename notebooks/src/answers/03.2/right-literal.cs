char GradientThroughSaturatedLayers() => 'B';
