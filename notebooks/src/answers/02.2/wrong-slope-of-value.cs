// hint: You take the argument for the value: z(1 − z) instead of σ(z)(1 − σ(z)).
class SigmoidUnit : IActivation
{
    public double F(double z) => z < 0 ? Math.Exp(z) / (1 + Math.Exp(z)) : 1 / (1 + Math.Exp(-z));
    public double D(double z) => z * (1 - z);
}
