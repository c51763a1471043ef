// hint: The ReLU halves the mean square, so the deviation shrinks by √2, not by 2.
double PreActivationDeviation(int width, double deviation, int layers)
{
    double first = deviation * Math.Sqrt(width);
    return first * Math.Pow(first / 2, layers - 1);
}
