// hint: 1 / o is a division of integers and gives 0. Write 1.0 / o.
double SeparableRatio(int o, int k)
{
    if (o < 1 || k < 1) throw new ArgumentException("a layer has output channels and taps");
    return 1 / o + 1 / (k * k);
}
