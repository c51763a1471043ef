// hint: The mixing is missing: each of the eight experts has 9·128·128 weights, each multiplied once.
long Question6() => 9L * 128 * 128 * 49;
