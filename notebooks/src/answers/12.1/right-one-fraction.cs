double SeparableRatio(int o, int k)
{
    if (o < 1 || k < 1) throw new ArgumentException("a layer has output channels and taps");
    double taps = (double)k * k;
    return (taps + o) / (taps * o);
}
