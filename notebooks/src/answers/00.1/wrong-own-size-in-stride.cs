// hint: Your stride of an axis contains the size of the axis itself. It is the product of the sizes to its right only.
int Offset(int[] shape, int[] index)
{
    if (shape.Length != index.Length) throw new ArgumentException("axes");
    int offset = 0, stride = 1;
    for (int axis = shape.Length - 1; axis >= 0; axis--)
    {
        if (index[axis] < 0 || index[axis] >= shape[axis]) throw new ArgumentException("outside");
        stride *= shape[axis];
        offset += index[axis] * stride;
    }
    return offset;
}
