// hint: You compute in float, where e to the power of 4z overflows from z = 22 on.
class MishUnit : IActivation
{
    public double F(double z) => z * Math.Tanh(Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))));
    public double D(double z) => (float)((float)Math.Exp(z) * (4 * ((float)z + 1) + 4 * (float)Math.Exp(2 * z) + (float)Math.Exp(3 * z) + (float)Math.Exp(z) * (4 * (float)z + 6)) / ((2 * (float)Math.Exp(z) + (float)Math.Exp(2 * z) + 2) * (2 * (float)Math.Exp(z) + (float)Math.Exp(2 * z) + 2)));
}
