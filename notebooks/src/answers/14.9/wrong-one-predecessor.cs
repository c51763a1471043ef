// hint: Each node keeps two predecessors, each with an operation of its own: 49 choices a node, times the pairs.
long HowManyCells() => 2L * 7 * 3 * 7;
