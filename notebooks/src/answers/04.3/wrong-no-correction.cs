// hint: The probability is right, but both layers are inverted: each divides by its own 1 − p, so the expectation stays.
char TwoDropouts() => 'B';
