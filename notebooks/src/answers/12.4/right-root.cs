long Question4()
{
    long width = (long)Math.Sqrt(16384);
    return 56 * 56 * 2 * width + width * width;
}
