double UsedTwice() => 2 * 3 + 1;
