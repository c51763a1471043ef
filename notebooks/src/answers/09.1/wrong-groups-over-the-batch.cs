// hint: The groups are those of a single image: each image has 16 means of its own.
int[] HowManyMeans()
{
    return [64, 32, 32 * 64, 16];
}
