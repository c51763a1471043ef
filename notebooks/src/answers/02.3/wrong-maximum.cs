// hint: max(z, a·z) is the leaky ReLU for a below 1 only. Ask for the sign of z.
class LeakyUnit(double a) : IActivation
{
    public double F(double z) => Math.Max(z, a * z);
    public double D(double z) => z > a * z ? 1 : a;
}

class EluUnit(double a) : IActivation
{
    public double F(double z) => z > 0 ? z : a * (Math.Exp(z) - 1);
    public double D(double z) => z > 0 ? 1 : a * Math.Exp(z);
}
