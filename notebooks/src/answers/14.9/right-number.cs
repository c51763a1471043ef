long HowManyCells() => 7203;
