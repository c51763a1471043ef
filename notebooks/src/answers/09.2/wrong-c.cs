// hint: Contrast is the standard deviation, and instance normalisation divides by it. The mean of what is left is 0.
char OneLayerTooMany()
{
    return 'C';
}
