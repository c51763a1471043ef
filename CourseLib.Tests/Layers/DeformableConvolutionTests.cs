using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Layers;
using CourseLib.Losses;
using CourseLib.Optimizers;
using CourseLib.Tensors;
using FsCheck;
using FsCheck.Fluent;
using static CourseLib.Layers.Functional;

namespace CourseLib.Tests.Layers;

public class DeformableConvolutionTests
{
    private sealed record Case(int Batch, int Groups, int OffsetGroups, int Height, int Width, Size2d Kernel, Size2d Stride, Size2d Padding, Size2d Dilation, bool HasBias, bool HasMask)
    {
        public int Channels => Groups * OffsetGroups;

        public int OutHeight => (Height + 2 * Padding.Height - Dilation.Height * (Kernel.Height - 1) - 1) / Stride.Height + 1;

        public int OutWidth => (Width + 2 * Padding.Width - Dilation.Width * (Kernel.Width - 1) - 1) / Stride.Width + 1;

        public Tensor Input => Tensor.Randn([Batch, Channels, Height, Width], seed: 1);

        public Tensor Weight => Tensor.Randn([Groups * 2, OffsetGroups, Kernel.Height, Kernel.Width], seed: 2);

        public Tensor? Bias => HasBias ? Tensor.Randn([Groups * 2], seed: 3) : null;

        /// <summary>Whole steps of −2 to 2 and a fraction from 0.2 to 0.8: away from the kinks at whole numbers.</summary>
        public Tensor Offset => Tensor.From(Array.ConvertAll(Tensor.Rand(OffsetShape(2), seed: 4, -2, 3).ToArray(), MathF.Floor), OffsetShape(2)) + Tensor.Rand(OffsetShape(2), seed: 5, 0.2f, 0.8f);

        public Tensor? Mask => HasMask ? Tensor.Rand(OffsetShape(1), seed: 6) : null;

        public int[] OffsetShape(int each) => [Batch, each * OffsetGroups * Kernel.Height * Kernel.Width, OutHeight, OutWidth];

        public Tensor Apply(Tensor x, Tensor offset, Tensor weight, Tensor? bias, Tensor? mask) => DeformConv2d(x, offset, weight, bias, Stride, Padding, Dilation, mask, Groups);
    }

    private static readonly Arbitrary<Case> Cases = (
        from batch in Gen.Choose(1, 2)
        from groups in Gen.Choose(1, 2)
        from offsetGroups in Gen.Choose(1, 2)
        from height in Gen.Choose(5, 7)
        from width in Gen.Choose(5, 8)
        from kernel in Size(1, 3)
        from stride in Size(1, 3)
        from padding in Size(0, 2)
        from dilation in Size(1, 2)
        from bias in Gen.Elements(true, false)
        from mask in Gen.Elements(true, false)
        select new Case(batch, groups, offsetGroups, height, width, kernel, stride, padding, dilation, bias, mask)).ToArbitrary();

    private static Gen<Size2d> Size(int least, int most) =>
        from height in Gen.Choose(least, most)
        from width in Gen.Choose(least, most)
        select new Size2d(height, width);

    [Fact]
    public void Without_offsets_it_is_the_ordinary_convolution() => Prop.ForAll(Cases, c =>
    {
        Tensor found = c.Apply(c.Input, Tensor.Zeros(c.OffsetShape(2)), c.Weight, c.Bias, c.HasMask ? Tensor.Ones(c.OffsetShape(1)) : null);
        Assert.True(found.AllClose(Conv2d(c.Input, c.Weight, c.Bias, c.Stride, c.Padding, c.Dilation, c.Groups), 1e-5f, 1e-5f));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_offsets_give_the_sum_that_defines_it_and_its_gradients() => Prop.ForAll(Cases, c =>
    {
        Tensor x = c.Input, offset = c.Offset, weight = c.Weight;
        Tensor? bias = c.Bias, mask = c.Mask;
        foreach (Tensor? leaf in (Tensor?[])[x, offset, weight, bias, mask])
            if (leaf is not null) leaf.RequiresGrad = true;
        Tensor y = c.Apply(x, offset, weight, bias, mask), upstream = Tensor.Randn(y.Shape, seed: 7);
        y.Backward(upstream);
        var reference = new DeformableReference(x, offset, weight, bias, mask, upstream, c.Stride, c.Padding, c.Dilation);
        Close(reference.Result, y);
        Close(reference.InputGradient, x.Grad!);
        Close(reference.OffsetGradient, offset.Grad!);
        Close(reference.WeightGradient, weight.Grad!);
        if (bias is not null) Close(reference.BiasGradient, bias.Grad!);
        if (mask is not null) Close(reference.MaskGradient, mask.Grad!);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void All_gradients_agree_with_finite_differences(bool modulated)
    {
        var c = new Case(2, 1, 2, 5, 4, (3, 2), (1, 2), 1, (1, 2), true, modulated);
        Tensor[] inputs = [c.Input, c.Offset, c.Weight, c.Bias!, .. modulated ? [c.Mask!] : Array.Empty<Tensor>()];
        GradCheckResult result = GradCheck.Run(t => c.Apply(t[0], t[1], t[2], t[3], modulated ? t[4] : null), inputs);
        Assert.True(result.Passed, result.ToString());
    }

    [Theory]
    [InlineData(0.5f, 0, 2.5f)]
    [InlineData(0, 0.25f, 1.25f)]
    [InlineData(0.5f, 0.5f, 3)]
    [InlineData(-0.5f, 0, 0.5f)]
    [InlineData(-1, 0, 0)]
    [InlineData(-1.5f, 0, 0)]
    [InlineData(1.75f, 0, 1)]
    [InlineData(0, 1.5f, 1)]
    [InlineData(2, 0, 0)]
    [InlineData(0, 1e30f, 0)]
    [InlineData(-1e30f, 0, 0)]
    public void Between_the_pixels_it_interpolates_and_beyond_the_edge_it_fades_to_zero(float down, float right, float expected)
    {
        Tensor x = Tensor.From([1, 2, 4, 5], 1, 1, 2, 2), offset = Tensor.Zeros(1, 2, 2, 2);
        offset[0, 0, 0, 0] = down;
        offset[0, 1, 0, 0] = right;
        Assert.Equal(expected, DeformConv2d(x, offset, Tensor.Ones(1, 1, 1, 1))[0, 0, 0, 0], 1e-6);
    }

    [Fact]
    public void Results_have_the_same_bytes_for_any_number_of_threads()
    {
        var c = new Case(2, 2, 3, 7, 8, 3, 1, 1, 1, true, true);
        (float[], float[], float[], float[]) Run(int threads)
        {
            int before = Threads.Count;
            Threads.Count = threads;
            try
            {
                Tensor x = c.Input, offset = c.Offset, weight = c.Weight;
                x.RequiresGrad = offset.RequiresGrad = weight.RequiresGrad = true;
                Tensor y = c.Apply(x, offset, weight, c.Bias, c.Mask);
                y.Backward(Tensor.Randn(y.Shape, seed: 8));
                return (y.ToArray(), x.Grad!.ToArray(), offset.Grad!.ToArray(), weight.Grad!.ToArray());
            }
            finally
            {
                Threads.Count = before;
            }
        }
        var (y, dx, dOffset, dw) = Run(1);
        var (y3, dx3, dOffset3, dw3) = Run(3);
        Assert.Equal(y, y3);
        Assert.Equal(dx, dx3);
        Assert.Equal(dOffset, dOffset3);
        Assert.Equal(dw, dw3);
    }

    [Fact]
    public void Gradient_descent_on_the_offsets_finds_how_far_an_image_was_moved()
    {
        var image = new float[16 * 16];
        for (int at = 0; at < image.Length; at++) image[at] = MathF.Sin(0.5f * (at / 16)) + MathF.Cos(0.4f * (at % 16));
        Tensor x = Tensor.From(image, 1, 1, 16, 16), w = Tensor.Ones(1, 1, 1, 1), shift = Tensor.Zeros(1, 2, 1, 1);
        Tensor target = DeformConv2d(x, Tensor.From([0.6f, -0.3f], 1, 2, 1, 1).BroadcastTo(1, 2, 16, 16), w);
        shift.RequiresGrad = true;
        var optimizer = new Sgd([shift], 0.5f);
        for (int step = 0; step < 150; step++)
        {
            optimizer.ZeroGrad();
            Loss.MeanSquaredError(DeformConv2d(x, shift.BroadcastTo(1, 2, 16, 16), w), target).Backward();
            optimizer.Step();
        }
        Assert.Equal(0.6, shift[0, 0, 0, 0], 0.01);
        Assert.Equal(-0.3, shift[0, 1, 0, 0], 0.01);
    }

    [Fact]
    public void A_block_begins_as_an_ordinary_convolution_and_learns_where_to_look()
    {
        Tensor x = Tensor.Randn([2, 4, 6, 6], seed: 1);
        var block = new DeformableConvBlock(4, 3, 3, padding: 1, seed: 5);
        Assert.True(block.Forward(x).AllClose(new Conv2d(4, 3, 3, padding: 1, seed: 5).Forward(x), 1e-5f, 1e-5f));
        Assert.Equal(["offset.weight", "offset.bias", "conv.weight", "conv.bias"], block.NamedParameters().Select(parameter => parameter.Name));
        block.Forward(x).Square().Sum().Backward();
        Assert.All(block.Parameters(), parameter => Assert.Contains(parameter.Grad!.ToArray(), gradient => gradient != 0));
        Assert.Equal([2, 18, 6, 6], block.Offsets(x).Shape);
    }

    [Fact]
    public void A_modulated_block_begins_at_half_the_convolution()
    {
        Tensor x = Tensor.Randn([1, 4, 5, 6], seed: 1);
        var block = new DeformableConvBlock(4, 3, 3, stride: 2, padding: 1, offsetGroups: 2, modulated: true, bias: false, seed: 5);
        Assert.True(block.Forward(x).AllClose(0.5f * new Conv2d(4, 3, 3, stride: 2, padding: 1, bias: false, seed: 5).Forward(x), 1e-5f, 1e-5f));
        block.Forward(x).Square().Sum().Backward();
        Assert.All(block.Parameters(), parameter => Assert.Contains(parameter.Grad!.ToArray(), gradient => gradient != 0));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Tensor x = Tensor.Ones(1, 4, 5, 5), w = Tensor.Ones(2, 4, 3, 3), offset = Tensor.Zeros(1, 18, 3, 3);
        Assert.Equal([1, 2, 3, 3], DeformConv2d(x, offset, w).Shape);
        Refuses("[1, 17, 3, 3]", () => DeformConv2d(x, Tensor.Zeros(1, 17, 3, 3), w));
        Refuses("offset group", () => DeformConv2d(x, Tensor.Zeros(1, 54, 3, 3), w));
        Refuses("[1, 18, 3, 3]", () => DeformConv2d(x, Tensor.Zeros(1, 18, 5, 5), w));
        Refuses("the mask", () => DeformConv2d(x, offset, w, mask: Tensor.Ones(1, 18, 3, 3)));
        Refuses("the bias", () => DeformConv2d(x, offset, w, Tensor.Ones(3)));
        Refuses("axis 1", () => DeformConv2d(x, offset, Tensor.Ones(2, 3, 3, 3)));
        Refuses("the stride", () => DeformConv2d(x, offset, w, stride: 0));
        Refuses("does not fit", () => DeformConv2d(x, offset, w, dilation: 3));
        Refuses("offset groups", () => new DeformableConvBlock(4, 2, 3, offsetGroups: 3));
        Refuses("groups", () => new DeformConv2d(4, 2, 3, groups: 4));
    }

    private static void Refuses(string part, Func<object> attempt) => Assert.Contains(part, Assert.Throws<ArgumentException>(attempt).Message);

    private static void Close(double[] expected, Tensor actual)
    {
        float[] found = actual.ToArray();
        Assert.Equal(expected.Length, found.Length);
        double scale = Math.Max(1, expected.Max(Math.Abs));
        for (int index = 0; index < found.Length; index++) Assert.Equal(expected[index], found[index], 1e-5 * scale);
    }
}
