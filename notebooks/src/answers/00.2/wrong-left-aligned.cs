// hint: You aligned the shapes at their left ends. It is the right ends that stand below one another.
int[] BroadcastShape(int[] a, int[] b)
{
    int rank = Math.Max(a.Length, b.Length);
    var shape = new int[rank];
    for (int axis = 0; axis < rank; axis++)
    {
        int left = axis < a.Length ? a[axis] : 1, right = axis < b.Length ? b[axis] : 1;
        if (left != right && left != 1 && right != 1)
            throw new ArgumentException("sizes do not fit");
        shape[axis] = left == 1 ? right : left;
    }
    return shape;
}
