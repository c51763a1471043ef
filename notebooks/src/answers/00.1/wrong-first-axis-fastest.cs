// hint: Your first axis runs fastest. In the library's rows the last one does: its stride is 1.
int Offset(int[] shape, int[] index)
{
    if (shape.Length != index.Length) throw new ArgumentException("axes");
    int offset = 0, stride = 1;
    for (int axis = 0; axis < shape.Length; axis++)
    {
        if (index[axis] < 0 || index[axis] >= shape[axis]) throw new ArgumentException("outside");
        offset += index[axis] * stride;
        stride *= shape[axis];
    }
    return offset;
}
