// hint: Your sigmoid falls. It is 1/(1 + e^(−z)), with a minus in the exponent.
class SigmoidUnit : IActivation
{
    public double F(double z) => z < 0 ? 1 / (1 + Math.Exp(z)) : Math.Exp(-z) / (1 + Math.Exp(-z));
    public double D(double z) => -F(z) * F(-z);
}
