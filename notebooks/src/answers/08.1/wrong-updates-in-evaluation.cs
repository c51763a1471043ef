// hint: Evaluation must leave the moving statistics as they were; yours go on averaging. Update them only while Training is true.
class BatchNorm2d : Module
{
    public Tensor Gamma { get; }
    public Tensor Beta { get; }
    public Tensor MovingMean { get; }
    public Tensor MovingVar { get; }

    private readonly int[] axes;
    private readonly float momentum;
    private readonly float eps;

    public BatchNorm2d(int numFeatures, int numDims, float momentum = 0.9f, float eps = 1e-5f)
    {
        int[] shape = numDims == 2 ? [1, numFeatures] : [1, numFeatures, 1, 1];
        axes = numDims == 2 ? [0] : [0, 2, 3];
        Gamma = RegisterParameter("gamma", Tensor.Ones(shape));
        Beta = RegisterParameter("beta", Tensor.Zeros(shape));
        MovingMean = RegisterBuffer("moving_mean", Tensor.Zeros(shape));
        MovingVar = RegisterBuffer("moving_var", Tensor.Ones(shape));
        this.momentum = momentum;
        this.eps = eps;
    }

    public override Tensor Forward(Tensor x)
    {
        float m = x.Count / Gamma.Count;
        if (Training && m < 2) throw new ArgumentException("one value per feature has no variance");
        Tensor mean = x.Mean(axes, keepDims: true);
        Tensor variance = ((x - mean) * (x - mean)).Mean(axes, keepDims: true);
        Tensor usedMean = Training ? mean : MovingMean.Detach() * 1f;
        Tensor usedVariance = Training ? variance : MovingVar.Detach() * 1f;
        MovingMean.CopyFrom(momentum * MovingMean + (1 - momentum) * mean.Detach());
        MovingVar.CopyFrom(momentum * MovingVar + (1 - momentum) * (m / Math.Max(m - 1, 1)) * variance.Detach());
        return Gamma * (x - usedMean) / (usedVariance + eps).Sqrt() + Beta;
    }
}
