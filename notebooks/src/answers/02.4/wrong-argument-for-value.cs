// hint: In the last bracket stands f(z), the value of Swish, and not z.
class SwishUnit(double beta) : IActivation
{
    public double F(double z) => z * (0.5 + 0.5 * Math.Tanh(beta * z / 2));
    public double D(double z) =>
        beta * F(z) + (0.5 + 0.5 * Math.Tanh(beta * z / 2)) * (1 - beta * z);
}
