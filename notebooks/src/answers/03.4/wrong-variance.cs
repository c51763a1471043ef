// hint: That is the variance. Take the root at the end.
double PreActivationDeviation(int width, double deviation, int layers)
{
    double first = width * deviation * deviation;
    return first * Math.Pow(first / 2, layers - 1);
}
