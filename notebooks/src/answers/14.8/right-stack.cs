class MixedOp : Module
{
    public Tensor Alpha { get; }

    private readonly Sequential parts;

    public MixedOp(Module[] candidates, Tensor? alpha = null)
    {
        if (candidates is [])
            throw new ArgumentException("give at least one candidate", nameof(candidates));
        parts = RegisterModule("parts", new Sequential(candidates));
        Alpha = RegisterParameter("alpha", alpha ?? Tensor.Zeros(candidates.Length));
    }

    public int Best
    {
        get
        {
            float[] values = Alpha.ToArray();
            return Array.IndexOf(values, values.Max());
        }
    }

    public override Tensor Forward(Tensor x)
    {
        Tensor all = Tensor.Stack([.. parts.Children.Select(child => child.Module.Forward(x))], 0);
        Tensor shares = (Alpha - Alpha.Detach().Max()).Exp();
        shares /= shares.Sum();
        int[] shape = [.. all.Shape.Select((size, axis) => axis == 0 ? size : 1)];
        return (all * shares.Reshape(shape)).Sum(0);
    }
}
