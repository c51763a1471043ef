class SigmoidUnit : IActivation
{
    public double F(double z) => 1 / (1 + Math.Exp(-z));
    public double D(double z) => 0.25 / Math.Pow(Math.Cosh(z / 2), 2);
}
