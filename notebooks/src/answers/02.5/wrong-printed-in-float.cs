// hint: You compute in float, where e to the power of 4z overflows from z = 22 on.
class MishUnit : IActivation
{
    public double F(double z) =>
        z * Math.Tanh(Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))));
    public double D(double z)
    {
        float x = (float)z;
        float once = (float)Math.Exp(z), twice = (float)Math.Exp(2 * z);
        float thrice = (float)Math.Exp(3 * z), below = 2 * once + twice + 2;
        return once * (4 * (x + 1) + 4 * twice + thrice + once * (4 * x + 6)) / (below * below);
    }
}
