// hint: The two predecessors of a node have no order: of 3 there are 3 pairs, not 6.
long HowManyCells() => 6L * 7 * 7 * 7 * 7;
