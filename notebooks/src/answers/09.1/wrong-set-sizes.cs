// hint: These are the sizes m of the sets. Asked is how many sets there are: all values divided by m.
int[] HowManyMeans()
{
    return [32 * 64, 64 * 64, 64, 4 * 64];
}
