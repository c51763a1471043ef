// hint: This is the variance of the two means. Each device also has a variance of its own, 1.
double VarianceOfBoth()
{
    return 4;
}
