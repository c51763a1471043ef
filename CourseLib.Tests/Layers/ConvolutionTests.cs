using CourseLib.Layers;
using CourseLib.Tensors;
using FsCheck;
using FsCheck.Fluent;
using static CourseLib.Layers.Functional;
using static CourseLib.Tests.Layers.Adjoint;

namespace CourseLib.Tests.Layers;

public class ConvolutionTests
{
    private sealed record Case(int Batch, int Groups, int In, int Out, int Height, int Width, Size2d Kernel, Size2d Stride, Size2d Padding, Size2d Dilation)
    {
        public Tensor Input(int seed) => Tensor.Randn([Batch, Groups * In, Height, Width], seed);

        public Tensor Weight(int seed) => Tensor.Randn([Groups * Out, In, Kernel.Height, Kernel.Width], seed);

        public Tensor Apply(Tensor x, Tensor weight) => Conv2d(x, weight, null, Stride, Padding, Dilation, Groups);
    }

    private static readonly Arbitrary<Case> Cases = (
        from batch in Gen.Choose(1, 3)
        from groups in Gen.Choose(1, 3)
        from channels in Gen.Choose(1, 3)
        from filters in Gen.Choose(1, 3)
        from height in Gen.Choose(5, 9)
        from width in Gen.Choose(5, 9)
        from kernel in Size(1, 3)
        from stride in Size(1, 3)
        from padding in Size(0, 2)
        from dilation in Size(1, 2)
        select new Case(batch, groups, channels, filters, height, width, kernel, stride, padding, dilation)).ToArbitrary();

    private static Gen<Size2d> Size(int least, int most) =>
        from height in Gen.Choose(least, most)
        from width in Gen.Choose(least, most)
        select new Size2d(height, width);

    [Fact]
    public void Convolution_is_linear_in_its_input() => Prop.ForAll(Cases, c =>
    {
        Tensor x = c.Input(1), y = c.Input(2), w = c.Weight(3);
        Assert.True(c.Apply(2f * x - y, w).AllClose(2f * c.Apply(x, w) - c.Apply(y, w), 1e-4f, 1e-4f));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_gradient_of_the_input_is_the_adjoint_of_the_convolution() => Prop.ForAll(Cases, c =>
    {
        // ⟨conv(x), y⟩ = ⟨x, convᵀ(y)⟩, where convᵀ is the backward pass.
        Tensor x = c.Input(1), w = c.Weight(2);
        x.RequiresGrad = w.RequiresGrad = true;
        Tensor result = c.Apply(x, w), y = Tensor.Randn(result.Shape, seed: 3);
        result.Backward(y);
        double expected = Inner(result, y), tolerance = 1e-4 * (1 + Math.Sqrt(Inner(result, result) * Inner(y, y)));
        Assert.Equal(expected, Inner(x, x.Grad!), tolerance);
        Assert.Equal(expected, Inner(w, w.Grad!), tolerance);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_convolution_agrees_with_the_sum_that_defines_it() => Prop.ForAll(Cases, c =>
    {
        Tensor x = c.Input(1), w = c.Weight(2), y = c.Apply(x, w);
        for (int at = 0; at < y.Count; at++)
        {
            int column = at % y.Shape[3], row = at / y.Shape[3] % y.Shape[2], filter = at / (y.Shape[3] * y.Shape[2]) % y.Shape[1], image = at / (y.Shape[3] * y.Shape[2] * y.Shape[1]);
            double sum = 0;
            for (int channel = 0; channel < c.In; channel++)
                for (int p = 0; p < c.Kernel.Height; p++)
                    for (int q = 0; q < c.Kernel.Width; q++)
                    {
                        int i = row * c.Stride.Height + p * c.Dilation.Height - c.Padding.Height, j = column * c.Stride.Width + q * c.Dilation.Width - c.Padding.Width;
                        if (i >= 0 && i < c.Height && j >= 0 && j < c.Width) sum += (double)x[image, filter / c.Out * c.In + channel, i, j] * w[filter, channel, p, q];
                    }
            Assert.Equal(sum, y[image, filter, row, column], 1e-4);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_by_one_is_a_matrix_product_for_every_pixel()
    {
        Tensor x = Tensor.Randn([2, 5, 3, 4], seed: 1), w = Tensor.Randn([6, 5, 1, 1], seed: 2);
        Tensor pixels = x.Permute(0, 2, 3, 1).Reshape(-1, 5).MatMul(w.Reshape(6, 5).T).Reshape(2, 3, 4, 6).Permute(0, 3, 1, 2);
        Assert.True(Conv2d(x, w).AllClose(pixels, 1e-5f, 1e-5f));
    }

    [Fact]
    public void Sizes_and_channels_that_do_not_fit_are_named()
    {
        Tensor x = Tensor.Ones(1, 4, 5, 5);
        string message = Assert.Throws<ArgumentException>(() => Conv2d(x, Tensor.Ones(2, 3, 3, 3))).Message;
        foreach (string part in (string[])["[1, 4, 5, 5]", "[2, 3, 3, 3]", "axis 1"]) Assert.Contains(part, message);
        Assert.Throws<ArgumentException>(() => Conv2d(x, Tensor.Ones(2, 4, 6, 6)));
        Assert.Throws<ArgumentException>(() => Conv2d(x, Tensor.Ones(2, 4, 3, 3), dilation: 3));
        Assert.Throws<ArgumentException>(() => Conv2d(x, Tensor.Ones(3, 2, 3, 3), groups: 2));
        Assert.Throws<ArgumentException>(() => Conv2d(x, Tensor.Ones(2, 4, 3, 3), groups: 0));
        Assert.Throws<ArgumentException>(() => Conv2d(x, Tensor.Ones(2, 4, 3, 3), stride: 0));
        Assert.Throws<ArgumentException>(() => Conv2d(x, Tensor.Ones(2, 4, 3, 3), padding: (-1, 0)));
        Assert.Throws<ArgumentException>(() => Conv2d(x, Tensor.Ones(2, 4, 3, 3), Tensor.Ones(3)));
        Assert.Throws<ArgumentException>(() => Conv2d(x.Reshape(4, 5, 5), Tensor.Ones(2, 4, 3, 3)));
        Assert.Throws<ArgumentException>(() => new Conv2d(3, 4, 3, groups: 2));
        Assert.Throws<ArgumentException>(() => new Conv2d(3, 4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2d(0, 4, 3));
    }
}
