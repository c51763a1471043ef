// hint: Most slopes vanish, but the gradient is a sum: the few units with a slope pass it on through weights of size 1, and the root mean square factor is about 3.5 for each layer.
char GradientThroughSaturatedLayers() => 'B';
