// hint: The variance is one; pooling takes the mean, and that is 0.
char OneLayerTooMany()
{
    return 'B';
}
