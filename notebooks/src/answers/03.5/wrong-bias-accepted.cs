// hint: A shape with one axis is a bias: it has no fan-in. Throw an ArgumentException.
int FanIn(int[] weightShape) => weightShape.Skip(1).Aggregate(1, (a, b) => a * b);
