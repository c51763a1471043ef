(double Ridge, double Lasso) Shrink(double a, double lambda)
{
    double lasso = a > lambda ? a - lambda : a < -lambda ? a + lambda : 0;
    return (a / (1 + lambda), lasso);
}
