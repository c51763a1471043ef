class BatchNorm2d : Module
{
    public Tensor Gamma { get; }
    public Tensor Beta { get; }
    public Tensor MovingMean { get; }
    public Tensor MovingVar { get; }

    private readonly bool images;
    private readonly double keep;
    private readonly float eps;

    public BatchNorm2d(int numFeatures, int numDims, float momentum = 0.9f, float eps = 1e-5f)
    {
        images = numDims == 4;
        keep = momentum;
        this.eps = eps;
        int[] shape = images ? [1, numFeatures, 1, 1] : [1, numFeatures];
        Tensor Row(float value) => Tensor.Full(shape, value);
        Gamma = RegisterParameter("gamma", Row(1));
        Beta = RegisterParameter("beta", Row(0));
        MovingMean = RegisterBuffer("moving_mean", Row(0));
        MovingVar = RegisterBuffer("moving_var", Row(1));
    }

    public override Tensor Forward(Tensor x)
    {
        var (mean, variance) = Training ? Observe(x) : (MovingMean, MovingVar);
        Tensor scale = Gamma / (variance + eps).Sqrt();
        return x * scale + (Beta - mean * scale);
    }

    private (Tensor Mean, Tensor Variance) Observe(Tensor x)
    {
        int count = images ? x.Shape[0] * x.Shape[2] * x.Shape[3] : x.Shape[0];
        if (count == 1)
            throw new ArgumentException("a batch with one value per feature cannot be normalised");
        Tensor Sum(Tensor t) =>
            images ? t.Sum([0, 2, 3], keepDims: true) : t.Sum([0], keepDims: true);
        Tensor mean = Sum(x) / count;
        Tensor squares = Sum((x - mean).Pow(2));
        Remember(MovingMean, mean);
        Remember(MovingVar, squares / (count - 1));
        return (mean, squares / count);
    }

    private void Remember(Tensor average, Tensor value) =>
        average.CopyFrom(average + (float)(1 - keep) * (value.Detach() - average));
}
