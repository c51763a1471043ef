// hint: You take the kernel for square, or for two-dimensional. Multiply all axes after the first, however many there are.
int FanIn(int[] weightShape)
{
    if (weightShape.Length < 2) throw new ArgumentException("no fan-in");
    return weightShape.Length == 2
        ? weightShape[1]
        : weightShape[1] * weightShape[2] * weightShape[2];
}
