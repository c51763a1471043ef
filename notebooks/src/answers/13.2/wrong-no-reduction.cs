// hint: The hidden layer has C/r units, not C: divide by the reduction.
long Question2() => 3 * 2 * 2048L * 2048;
