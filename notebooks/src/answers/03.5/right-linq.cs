int FanIn(int[] weightShape) => weightShape.Length >= 2
    ? weightShape.Skip(1).Aggregate((a, b) => a * b)
    : throw new ArgumentException("no fan-in");
