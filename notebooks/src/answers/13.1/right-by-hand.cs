class SqueezeExcite : Module
{
    private readonly Linear fc1;
    private readonly Linear fc2;

    public SqueezeExcite(int channels, int reduction = 16, int seed = 1)
    {
        int hidden = channels < reduction ? 1 : channels / reduction;
        fc1 = new Linear(channels, hidden, seed: seed);
        fc2 = new Linear(hidden, channels, seed: seed + 1);
        RegisterModule("fc1", fc1);
        RegisterModule("fc2", fc2);
    }

    public Tensor Gates(Tensor x)
    {
        Tensor squeezed = x.Reshape(x.Shape[0], x.Shape[1], -1).Sum(2) / (x.Shape[2] * x.Shape[3]);
        Tensor hidden = Tensor.Maximum(fc1.Forward(squeezed), 0);
        return 1 / (1 + (-fc2.Forward(hidden)).Exp());
    }

    public override Tensor Forward(Tensor x) => Gates(x).Unsqueeze(2).Unsqueeze(3) * x;
}
