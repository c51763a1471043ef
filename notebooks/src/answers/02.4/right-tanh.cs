class SwishUnit(double beta) : IActivation
{
    public double F(double z) => z * (0.5 + 0.5 * Math.Tanh(beta * z / 2));

    public double D(double z)
    {
        double s = 0.5 + 0.5 * Math.Tanh(beta * z / 2);
        return s + beta * z * s * (1 - s);
    }
}
