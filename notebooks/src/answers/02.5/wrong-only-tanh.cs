// hint: The slope is more than tanh(ln(1 + e^z)): the product rule adds a second term.
class MishUnit : IActivation
{
    public double F(double z) =>
        z * Math.Tanh(Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))));
    public double D(double z) => Math.Tanh(Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))));
}
