// hint: At z = 0 you take the right slope. Here the left one is asked for.
class LeakyUnit(double a) : IActivation
{
    public double F(double z) => z >= 0 ? z : a * z;
    public double D(double z) => z >= 0 ? 1 : a;
}

class EluUnit(double a) : IActivation
{
    public double F(double z) => z >= 0 ? z : a * (Math.Exp(z) - 1);
    public double D(double z) => z >= 0 ? 1 : a * Math.Exp(z);
}
