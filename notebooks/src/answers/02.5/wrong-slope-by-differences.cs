// hint: A difference of two values is not the slope: at step h it loses about half of the digits. Differentiate the formula and write that.
class MishUnit : IActivation
{
    public double F(double z)
    {
        return z * Math.Tanh(z > 30 ? z : Math.Log(1 + Math.Exp(z)));
    }

    public double D(double z)
    {
        return (F(z + 1e-6) - F(z - 1e-6)) / 2e-6;
    }
}
