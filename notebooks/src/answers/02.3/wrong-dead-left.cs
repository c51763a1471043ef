// hint: That is the ReLU: left of zero the leaky one has the slope a.
class LeakyUnit(double a) : IActivation
{
    public double F(double z) => Math.Max(z, 0);
    public double D(double z) => z > 0 ? 1 : 0;
}

class EluUnit(double a) : IActivation
{
    public double F(double z) => z > 0 ? z : a * (Math.Exp(z) - 1);
    public double D(double z) => z > 0 ? 1 : a * Math.Exp(z);
}
