// hint: Left of zero the slope of ELU is a·e^z: the factor a stays in the derivative.
class LeakyUnit(double a) : IActivation
{
    public double F(double z) => z > 0 ? z : a * z;
    public double D(double z) => z > 0 ? 1 : a;
}

class EluUnit(double a) : IActivation
{
    public double F(double z) => z > 0 ? z : a * (Math.Exp(z) - 1);
    public double D(double z) => z > 0 ? 1 : Math.Exp(z);
}
