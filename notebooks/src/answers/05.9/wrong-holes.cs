// hint: Your field is 31 wide and full of holes: all taps of the first layers are too far apart. Begin with a dilation of 1, and let no dilation be larger than the field before it.
Layer[] Wide() => [new(3, 1, 3, 3), new(3, 1, 3, 3), new(3, 1, 3, 3), new(3, 1, 6, 6)];
