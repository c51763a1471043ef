// hint: Eight experts are mixed, not one: 8·K multiply-adds.
long Question6() => 9L * 128 * 128 * (49 + 1);
