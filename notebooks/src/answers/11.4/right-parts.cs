class BasicBlock : Module
{
    public BatchNorm2d Last { get; }

    private readonly Conv2d first, second;
    private readonly BatchNorm2d middle;
    private readonly Conv2d? projection;
    private readonly BatchNorm2d? projected;

    public BasicBlock(int inChannels, int channels, int stride = 1, int seed = 0)
    {
        first = RegisterModule("conv1",
            new Conv2d(inChannels, channels, 3, stride, 1, bias: false, seed: seed));
        middle = RegisterModule("bn1", new BatchNorm2d(channels));
        second = RegisterModule("conv2",
            new Conv2d(channels, channels, 3, 1, 1, bias: false, seed: seed + 1));
        Last = RegisterModule("bn2", new BatchNorm2d(channels));
        if (stride == 1 && inChannels == channels) return;
        projection = RegisterModule("conv3",
            new Conv2d(inChannels, channels, 1, stride, bias: false, seed: seed + 2));
        projected = RegisterModule("bn3", new BatchNorm2d(channels));
    }

    public override Tensor Forward(Tensor x)
    {
        Tensor y = Last.Forward(second.Forward(middle.Forward(first.Forward(x)).Relu()));
        if (projection is not null && projected is not null)
            x = projected.Forward(projection.Forward(x));
        return (x + y).Relu();
    }
}
