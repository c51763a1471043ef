// hint: You give back ELU's value as its slope. The derivative of a(e^z − 1) is a·e^z.
class LeakyUnit(double a) : IActivation
{
    public double F(double z) => z > 0 ? z : a * z;
    public double D(double z) => z > 0 ? 1 : a;
}

class EluUnit(double a) : IActivation
{
    public double F(double z) => z > 0 ? z : a * (Math.Exp(z) - 1);
    public double D(double z) => z > 0 ? 1 : a * (Math.Exp(z) - 1);
}
