// hint: "None" is not kept: seven operations, not eight.
long HowManyCells() => 3L * 8 * 8 * 8 * 8;
