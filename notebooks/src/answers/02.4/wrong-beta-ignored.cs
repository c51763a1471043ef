// hint: Your Swish has β = 1 whatever the constructor was given.
class SwishUnit(double beta) : IActivation
{
    public double F(double z) => z * (0.5 + 0.5 * Math.Tanh(1 * z / 2));
    public double D(double z) => F(z) + (0.5 + 0.5 * Math.Tanh(1 * z / 2)) * (1 - F(z));
}
