// hint: ln(1 + e^z) is infinite for large z, and so becomes your slope or value: write max(z, 0) + ln(1 + e^(−|z|)).
class MishUnit : IActivation
{
    public double F(double z) => z * (1 - 2 / (1 + Math.Exp(2 * Math.Log(1 + Math.Exp(z)))));

    public double D(double z)
    {
        double s = Math.Log(1 + Math.Exp(z));
        double t = (Math.Exp(s) - Math.Exp(-s)) / (Math.Exp(s) + Math.Exp(-s));
        return t + z / (1 + Math.Exp(-z)) * (1 - t * t);
    }
}
