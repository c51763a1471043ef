// hint: The inner derivative is missing: the derivative of ln(1 + e^z) is σ(z).
class MishUnit : IActivation
{
    static double Tanh(double z) =>
        Math.Tanh(Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))));
    public double F(double z) => z * Tanh(z);
    public double D(double z) => Tanh(z) + z * (1 - Math.Pow(Tanh(z), 2));
}
