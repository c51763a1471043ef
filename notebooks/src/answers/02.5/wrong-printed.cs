// hint: That is the printed form: far to the right it divides infinity by infinity. Write the slope with tanh and σ.
class MishUnit : IActivation
{
    public double F(double z) =>
        z * Math.Tanh(Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))));
    public double D(double z)
    {
        double e = Math.Exp(z);
        double omega = 4 * (z + 1) + 4 * Math.Exp(2 * z) + Math.Exp(3 * z) + e * (4 * z + 6);
        return e * omega / Math.Pow(2 * e + Math.Exp(2 * z) + 2, 2);
    }
}
