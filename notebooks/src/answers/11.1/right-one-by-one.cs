class InceptionBlock : Module
{
    private readonly Conv2d one, down3, three, down5, five, after;

    public InceptionBlock(int inChannels, int ones, int reduce3, int threes,
        int reduce5, int fives, int pool, int seed = 0)
    {
        one = RegisterModule("one", new Conv2d(inChannels, ones, 1, seed: seed));
        down3 = RegisterModule("down3", new Conv2d(inChannels, reduce3, 1, seed: seed + 1));
        three = RegisterModule("three",
            new Conv2d(reduce3, threes, 3, padding: "same", seed: seed + 2));
        down5 = RegisterModule("down5", new Conv2d(inChannels, reduce5, 1, seed: seed + 3));
        five = RegisterModule("five",
            new Conv2d(reduce5, fives, 5, padding: "same", seed: seed + 4));
        after = RegisterModule("after", new Conv2d(inChannels, pool, 1, seed: seed + 5));
    }

    public override Tensor Forward(Tensor x)
    {
        Tensor a = one.Forward(x);
        Tensor b = three.Forward(down3.Forward(x).Relu());
        Tensor c = five.Forward(down5.Forward(x).Relu());
        Tensor d = after.Forward(Functional.MaxPool2d(x, 3, 1, 1));
        return Tensor.Concat([a, b, c, d], 1).Relu();
    }
}
