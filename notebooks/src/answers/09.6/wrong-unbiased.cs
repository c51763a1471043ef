// hint: This is the unbiased variance, divided by 3. The biased one divides by 4.
double VarianceOfBoth()
{
    return 20.0 / 3;
}
