// hint: Each of the 128 filters has 9 weights for each of the 128 input channels.
long Question6() => 9L * 128 * (49 + 8);
