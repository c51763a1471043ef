// hint: With o = 0 the result is infinite. Refuse numbers below 1 with an ArgumentException.
double SeparableRatio(int o, int k) => 1.0 / o + 1.0 / ((double)k * k);
