class MishUnit : IActivation
{
    // With t = e^(−|z|): tanh(ln(1 + e^z)) = a / (a + c).
    private static (double A, double C) Parts(double z)
    {
        double t = Math.Exp(-Math.Abs(z));
        return z < 0 ? (t * (t + 2), 2) : (1 + 2 * t, 2 * t * t);
    }

    public double F(double z)
    {
        var (a, c) = Parts(z);
        return z * a / (a + c);
    }

    public double D(double z)
    {
        var (a, c) = Parts(z);
        double t = a / (a + c), logistic = 1 / (1 + Math.Exp(-z));
        return t + z * logistic * (1 - t) * (1 + t);
    }
}
