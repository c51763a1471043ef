// hint: 1 − σ loses all digits for large z: the slope at 40 is 4·10⁻¹⁸ and not 0. Use 1 − σ(z) = σ(−z).
class SigmoidUnit : IActivation
{
    public double F(double z) => z < 0 ? Math.Exp(z) / (1 + Math.Exp(z)) : 1 / (1 + Math.Exp(-z));
    public double D(double z) => F(z) * (1 - F(z));
}
