// hint: For large z your value is infinity over infinity. Right of zero use 1/(1 + e^(−z)).
class SigmoidUnit : IActivation
{
    public double F(double z) => Math.Exp(z) / (1 + Math.Exp(z));
    public double D(double z) => 1 / (2 + Math.Exp(-Math.Abs(z)) + Math.Exp(Math.Abs(z)));
}
