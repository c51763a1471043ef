(long Parameters, long MultiplyAdds) InvertedResidualCost(
    int from, int to, int expansion, int stride, int size)
{
    long t = expansion, c = from, o = to, side = (size + stride - 1) / stride;
    long has = expansion > 1 ? 1 : 0;
    long widen = has * t * c * c, filter = 9 * t * c, narrow = t * c * o;
    long norms = 2 * (has * t * c + t * c + o);
    return (widen + filter + narrow + norms, widen * size * size + (filter + narrow) * side * side);
}
