class MishUnit : IActivation
{
    public double F(double z) =>
        z > 30 ? z : z < -700 ? 0 : z * Math.Tanh(Math.Log(1 + Math.Exp(z)));

    public double D(double z)
    {
        if (z > 30) return 1;
        if (z < -700) return 0;
        double u = Math.Exp(z), delta = 2 * u + u * u + 2;
        return u * (4 * (z + 1) + 4 * u * u + u * u * u + u * (4 * z + 6)) / (delta * delta);
    }
}
