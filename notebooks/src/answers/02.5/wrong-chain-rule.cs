// hint: The inner derivative is missing: the derivative of ln(1 + e^z) is σ(z).
class MishUnit : IActivation
{
    public double F(double z) => z * Math.Tanh(Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))));
    public double D(double z) => Math.Tanh(Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)))) + z * (1 - Math.Pow(Math.Tanh(Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)))), 2));
}
