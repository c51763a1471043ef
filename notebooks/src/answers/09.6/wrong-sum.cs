// hint: Variances of parts do not add up to that of the whole. Put the four values together and compute.
double VarianceOfBoth()
{
    return 2;
}
