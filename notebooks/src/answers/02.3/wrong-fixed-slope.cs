// hint: The leaky slope is 0.01 whatever the constructor was given. Use the argument a.
class LeakyUnit(double a) : IActivation
{
    public double F(double z) => z > 0 ? z : 0.01 * z;
    public double D(double z) => z > 0 ? 1 : 0.01;
}

class EluUnit(double a) : IActivation
{
    public double F(double z) => z > 0 ? z : a * (Math.Exp(z) - 1);
    public double D(double z) => z > 0 ? 1 : a * Math.Exp(z);
}
