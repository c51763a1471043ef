// hint: Bessel's m counts the values behind each mean: N·H·W for images, not N.
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
        Tensor mean = MovingMean, variance = MovingVar;
        if (Training)
        {
            if (x.Count / Gamma.Count < 2) throw new ArgumentException("batch");
            float m = x.Shape[0];
            mean = x.Mean(axes, keepDims: true);
            variance = (x - mean).Square().Mean(axes, keepDims: true);
            MovingMean.CopyFrom(momentum * MovingMean + (1 - momentum) * mean.Detach());
            MovingVar.CopyFrom(momentum * MovingVar + (1 - momentum) * (m / (m - 1)) * variance.Detach());
        }
        
        return Gamma * (x - mean) / (variance + eps).Sqrt() + Beta;
    }
}
