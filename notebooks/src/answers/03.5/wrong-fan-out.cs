// hint: That is the fan-out, the units that one input feeds. The fan-in leaves out the first axis, not the second.
int FanIn(int[] weightShape) =>
    weightShape.Length < 2
        ? throw new ArgumentException()
        : weightShape.Where((_, axis) => axis != 1).Aggregate((a, b) => a * b);
