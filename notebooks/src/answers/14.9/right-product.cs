long HowManyCells() => (long)Math.Pow(7, 4) * 3;
