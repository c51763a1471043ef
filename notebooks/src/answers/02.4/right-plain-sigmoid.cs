class SwishUnit(double beta) : IActivation
{
    public double F(double z) => z / (1 + Math.Exp(-beta * z));
    public double D(double z) =>
        1 / (1 + Math.Exp(-beta * z)) * (1 + beta * z / (1 + Math.Exp(beta * z)));
}
