// hint: This is the average of the two variances. It leaves out that the means, 2 and 6, lie apart.
double VarianceOfBoth()
{
    return 1;
}
