class LeakyUnit(double slope) : IActivation
{
    public double F(double z)
    {
        if (z > 0) return z;
        return slope * z;
    }

    public double D(double z)
    {
        if (z > 0) return 1;
        return slope;
    }
}

class EluUnit(double scale) : IActivation
{
    public double F(double z)
    {
        if (z > 0) return z;
        return scale * Math.Exp(z) - scale;
    }

    public double D(double z)
    {
        if (z > 0) return 1;
        return scale * Math.Exp(z);
    }
}
