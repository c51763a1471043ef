// hint: The kernel is missing: one output pixel sums over in-channels × kernel height × kernel width.
int FanIn(int[] weightShape) =>
    weightShape.Length < 2 ? throw new ArgumentException() : weightShape[1];
