// hint: A padding of 1 keeps the size for dilation 1 only. With dilation d a 3×3 kernel needs d.
Layer[] Wide() => [new(3, 1, 1, 1), new(3, 1, 1, 2), new(3, 1, 1, 4), new(3, 1, 1, 8)];
