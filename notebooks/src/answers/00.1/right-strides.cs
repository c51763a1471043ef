int Offset(int[] shape, int[] index)
{
    if (index.Length != shape.Length)
        throw new ArgumentException("as many indices as axes, please");
    int offset = 0, stride = 1;
    for (int axis = shape.Length - 1; axis >= 0; axis--)
    {
        if ((uint)index[axis] >= (uint)shape[axis])
            throw new ArgumentException($"axis {axis} has no element {index[axis]}");
        offset += index[axis] * stride;
        stride *= shape[axis];
    }
    return offset;
}
