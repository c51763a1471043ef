// hint: You used strides. The image must keep its size: stride 1, and dilations in their place.
Layer[] Wide() => [new(3, 2, 1), new(3, 2, 1), new(3, 2, 1), new(3, 1, 1)];
