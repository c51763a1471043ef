class Bottleneck : Module
{
    public BatchNorm2d Last { get; }

    private readonly Conv2d conv1, conv2, conv3;
    private readonly BatchNorm2d bn1, bn2;
    private readonly Sequential projection;

    public Bottleneck(int inChannels, int channels, int stride = 1, int seed = 0)
    {
        int result = channels * 4;
        conv1 = RegisterModule("conv1",
            new Conv2d(inChannels, channels, 1, bias: false, seed: seed));
        bn1 = RegisterModule("bn1", new BatchNorm2d(channels));
        conv2 = RegisterModule("conv2",
            new Conv2d(channels, channels, 3, stride, 1, bias: false, seed: seed + 1));
        bn2 = RegisterModule("bn2", new BatchNorm2d(channels));
        conv3 = RegisterModule("conv3",
            new Conv2d(channels, result, 1, bias: false, seed: seed + 2));
        Last = RegisterModule("bn3", new BatchNorm2d(result));
        projection = RegisterModule("projection", inChannels == result && stride == 1
            ? new Sequential(Array.Empty<Module>())
            : new Sequential(
                new Conv2d(inChannels, result, 1, stride, bias: false, seed: seed + 3),
                new BatchNorm2d(result)));
    }

    public override Tensor Forward(Tensor x)
    {
        Tensor y = bn1.Forward(conv1.Forward(x)).Relu();
        y = bn2.Forward(conv2.Forward(y)).Relu();
        y = Last.Forward(conv3.Forward(y));
        return (y + (projection.Count == 0 ? x : projection.Forward(x))).Relu();
    }
}
