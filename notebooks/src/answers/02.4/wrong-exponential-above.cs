// hint: For large z you divide infinity by infinity. Only take e to powers that are not positive.
class SwishUnit(double beta) : IActivation
{
    public double F(double z) => z * Math.Exp(beta * z) / (1 + Math.Exp(beta * z));
    public double D(double z) =>
        beta * F(z) + Math.Exp(beta * z) / (1 + Math.Exp(beta * z)) * (1 - beta * F(z));
}
