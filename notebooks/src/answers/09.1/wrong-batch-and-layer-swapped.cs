// hint: Batch normalisation has one mean a channel, layer normalisation one an image: the two are swapped.
int[] HowManyMeans()
{
    return [32, 64, 32 * 64, 32 * 16];
}
