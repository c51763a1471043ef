// hint: These widths have the right product, but a large sum. The sum is least when both are equal.
long Question4() => 56 * 56 * (64 + 256) + 16384;
