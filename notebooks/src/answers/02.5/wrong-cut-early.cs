// hint: You replace Mish by the identity too early: at z = 2 it is still well below.
class MishUnit : IActivation
{
    static double Tanh(double z) =>
        Math.Tanh(Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))));
    public double F(double z) => z > 1 ? z : z * Tanh(z);
    public double D(double z) =>
        z > 1 ? 1 : Tanh(z) + z / (1 + Math.Exp(-z)) * (1 - Math.Pow(Tanh(z), 2));
}
