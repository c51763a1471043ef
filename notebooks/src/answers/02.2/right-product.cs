class SigmoidUnit : IActivation
{
    public double F(double z) => z < 0 ? Math.Exp(z) / (1 + Math.Exp(z)) : 1 / (1 + Math.Exp(-z));
    public double D(double z) => F(z) * F(-z);
}
