(long Weights, long MultiplyAdds) CostOfInception(int inChannels, int ones, int reduce3,
    int threes, int reduce5, int fives, int pool, int height, int width)
{
    long Conv(long from, long to, int k) => from * to * k * k;
    long w = Conv(inChannels, ones, 1)
        + Conv(inChannels, reduce3, 1) + Conv(reduce3, threes, 3)
        + Conv(inChannels, reduce5, 1) + Conv(reduce5, fives, 5)
        + Conv(inChannels, pool, 1);
    return (w, w * (height * width));
}
