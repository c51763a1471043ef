(long Weights, long MultiplyAdds) CostOfInception(int inChannels, int ones, int reduce3,
    int threes, int reduce5, int fives, int pool, int height, int width)
{
    long[] parts =
    [
        1L * inChannels * ones,
        1L * inChannels * reduce3, 9L * reduce3 * threes,
        1L * inChannels * reduce5, 25L * reduce5 * fives,
        1L * inChannels * pool,
    ];
    return (parts.Sum(), parts.Sum(p => p * height * width));
}
