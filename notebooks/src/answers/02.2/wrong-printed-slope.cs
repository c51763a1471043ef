// hint: At −1000 your slope is infinity over infinity. The slope is even: write it with e^(−|z|).
class SigmoidUnit : IActivation
{
    public double F(double z) => 1 / (1 + Math.Exp(-z));
    public double D(double z) => Math.Exp(-z) / Math.Pow(1 + Math.Exp(-z), 2);
}
