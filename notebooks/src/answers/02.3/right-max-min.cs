class LeakyUnit(double a) : IActivation
{
    public double F(double z) => Math.Max(z, 0) + a * Math.Min(z, 0);
    public double D(double z) => z <= 0 ? a : 1;
}

class EluUnit(double a) : IActivation
{
    public double F(double z) => Math.Max(z, 0) + a * (Math.Exp(Math.Min(z, 0)) - 1);
    public double D(double z) => z <= 0 ? F(z) + a : 1;
}
