using CourseLib.Activations;
using CourseLib.Analysis;
using CourseLib.Layers;
using CourseLib.Models;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Tests.Analysis;

public class ReceptiveFieldTests
{
    [Fact]
    public void L_layers_of_kernel_K_see_1_plus_L_times_K_minus_1()
    {
        for (int kernel = 1; kernel <= 7; kernel += 2)
            for (int layers = 1; layers <= 5; layers++)
                Assert.Equal(1 + layers * (kernel - 1), ReceptiveField.Of(Enumerable.Repeat(new LayerWindow("conv", kernel), layers)).Field);
    }

    [Fact]
    public void Dilations_1_2_and_4_see_3_7_and_15() =>
        Assert.Equal([3, 7, 15], ReceptiveField.Growth([new LayerWindow("a", 3), new LayerWindow("b", 3, Dilation: 2), new LayerWindow("c", 3, Dilation: 4)]).Select(step => step.Field));

    [Fact]
    public void The_convolutions_of_VGG_16_see_212_pixels_32_apart()
    {
        IReadOnlyList<ReceptiveField> growth = ReceptiveField.Growth(VGG.Create(16, 10, size: 32, hidden: 8).Features);
        Assert.Equal(new ReceptiveField("30", 212, 32), growth[^1]);
        Assert.Equal(18, growth.Count);
        Assert.Equal([3, 5, 6, 10], growth.Take(4).Select(step => step.Field));
    }

    [Fact]
    public void The_gradient_of_one_element_reaches_just_that_many_pixels()
    {
        var net = new Sequential(
            new Conv2d(1, 2, 3, stride: 2), new ReLU(), new Sequential(new AvgPool2d(3, 2), new BatchNorm2d(2)), new Conv2d(2, 1, 3, dilation: 2), new Conv2d(1, 1, (2, 1)));
        foreach (Tensor parameter in net.Parameters())
            if (parameter.Rank > 1) CourseLib.Initializers.Initializer.Ones(parameter);
        net.Eval();
        Tensor x = Tensor.Ones(1, 1, 61, 61);
        x.RequiresGrad = true;
        Tensor y = net.Forward(x);
        y[0, 0, 1..2, 1..2].Sum().Backward();
        float[] rows = x.Grad!.Sum([0, 1, 3]).ToArray();
        int first = Array.FindIndex(rows, value => value != 0), last = Array.FindLastIndex(rows, value => value != 0);
        ReceptiveField field = ReceptiveField.Of(net);
        Assert.Equal(field.Field, last - first + 1);
        Assert.Equal(field.Jump, first);
    }

    [Fact]
    public void Branches_and_layers_that_see_everything_are_refused()
    {
        Assert.Contains("parts", Assert.Throws<ArgumentException>(() => ReceptiveField.Of(new Sequential(new BasicBlock(2, 2)))).Message);
        Assert.Contains("1 Linear looks at the whole input", Assert.Throws<ArgumentException>(() => ReceptiveField.Of(new Sequential(new Conv2d(1, 1, 3), new Linear(2, 2)))).Message);
        Assert.Throws<ArgumentException>(() => ReceptiveField.Of(new Sequential(new ReLU())));
        Assert.Throws<ArgumentException>(() => ReceptiveField.Of(new LayerWindow("a", 0)));
    }
}
