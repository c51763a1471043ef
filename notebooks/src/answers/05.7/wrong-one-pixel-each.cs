// hint: Each layer adds a pixel on both sides: 2, not 1.
int Question7() => 223;
