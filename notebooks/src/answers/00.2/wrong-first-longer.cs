// hint: Your result has as many axes as the first shape. The second may be the longer one.
int[] BroadcastShape(int[] a, int[] b)
{
    var shape = new int[a.Length];
    for (int fromRight = 1; fromRight <= a.Length; fromRight++)
    {
        int left = a[^fromRight], right = fromRight <= b.Length ? b[^fromRight] : 1;
        if (left != right && left != 1 && right != 1)
            throw new ArgumentException("sizes do not fit");
        shape[^fromRight] = left == 1 ? right : left;
    }
    return shape;
}
