// hint: β is missing before f(z) in the derivative: it comes from the inner derivative.
class SwishUnit(double beta) : IActivation
{
    public double F(double z) => z * (0.5 + 0.5 * Math.Tanh(beta * z / 2));
    public double D(double z) => F(z) + (0.5 + 0.5 * Math.Tanh(beta * z / 2)) * (1 - F(z));
}
