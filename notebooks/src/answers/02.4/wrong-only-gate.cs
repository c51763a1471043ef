// hint: The slope is more than σ(βz): by the product rule z times the slope of σ(βz) is added.
class SwishUnit(double beta) : IActivation
{
    public double F(double z) => z * (0.5 + 0.5 * Math.Tanh(beta * z / 2));
    public double D(double z) => (0.5 + 0.5 * Math.Tanh(beta * z / 2));
}
