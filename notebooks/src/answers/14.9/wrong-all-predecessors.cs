// hint: Each node keeps only two of its predecessors. The second node has three to choose from.
long HowManyCells() => 7L * 7 * 7 * 7 * 7;
