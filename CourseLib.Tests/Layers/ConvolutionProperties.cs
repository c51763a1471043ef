using CourseLib.Layers;
using CourseLib.Tensors;
using FsCheck;
using FsCheck.Fluent;
using static CourseLib.Layers.Functional;

namespace CourseLib.Tests.Layers;

public class ConvolutionProperties
{
    private sealed record Case(int Batch, int Groups, int In, int Out, Size3d Size, Size3d Kernel, Size3d Stride, Size3d Padding, Size3d Dilation)
    {
        /// <summary>What a stride leaves over at the end of each axis: the output padding that gives the axis its size back.</summary>
        public Size3d Rest => (Over(Size.Depth, Kernel.Depth, Stride.Depth, Padding.Depth, Dilation.Depth), Over(Size.Height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height),
            Over(Size.Width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width));

        public static int Over(int size, int kernel, int stride, int padding, int dilation) => (size + 2 * padding - dilation * (kernel - 1) - 1) % stride;
    }

    private static readonly Arbitrary<Case> Cases = (
        from batch in Gen.Choose(1, 2)
        from groups in Gen.Choose(1, 2)
        from channels in Gen.Choose(1, 2)
        from filters in Gen.Choose(1, 2)
        from size in Triple(5, 8)
        from kernel in Triple(1, 3)
        from stride in Triple(1, 3)
        from padding in Triple(0, 2)
        from dilation in Triple(1, 2)
        select new Case(batch, groups, channels, filters, size, kernel, stride, padding, dilation)).ToArbitrary();

    private static Gen<Size3d> Triple(int least, int most) =>
        from depth in Gen.Choose(least, most)
        from height in Gen.Choose(least, most)
        from width in Gen.Choose(least, most)
        select new Size3d(depth, height, width);

    [Fact]
    public void A_transposed_convolution_is_the_adjoint_of_the_convolution_with_the_same_arguments() => Prop.ForAll(Cases, c =>
    {
        (_, int height, int width) = c.Size;
        (Size2d kernel, Size2d stride, Size2d padding, Size2d dilation) = (Flat(c.Kernel), Flat(c.Stride), Flat(c.Padding), Flat(c.Dilation));
        Tensor w = Tensor.Randn([c.Groups * c.Out, c.In, kernel.Height, kernel.Width], seed: 1);
        Adjoint.Check(x => Conv2d(x, w, null, stride, padding, dilation, c.Groups), y => ConvTranspose2d(y, w, null, stride, padding, Flat(c.Rest), c.Groups, dilation),
            [c.Batch, c.Groups * c.In, height, width]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_transposed_convolution_of_sequences_is_the_adjoint_too() => Prop.ForAll(Cases, c =>
    {
        Tensor w = Tensor.Randn([c.Groups * c.Out, c.In, c.Kernel.Width], seed: 1);
        Adjoint.Check(x => Conv1d(x, w, null, c.Stride.Width, c.Padding.Width, c.Dilation.Width, c.Groups),
            y => ConvTranspose1d(y, w, null, c.Stride.Width, c.Padding.Width, c.Rest.Width, c.Groups, c.Dilation.Width), [c.Batch, c.Groups * c.In, c.Size.Width]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_transposed_convolution_of_volumes_is_the_adjoint_too() => Prop.ForAll(Cases, c =>
    {
        Tensor w = Tensor.Randn([c.Groups * c.Out, c.In, c.Kernel.Depth, c.Kernel.Height, c.Kernel.Width], seed: 1);
        Adjoint.Check(x => Conv3d(x, w, null, c.Stride, c.Padding, c.Dilation, c.Groups), y => ConvTranspose3d(y, w, null, c.Stride, c.Padding, c.Rest, c.Groups, c.Dilation),
            [c.Batch, c.Groups * c.In, c.Size.Depth, c.Size.Height, c.Size.Width]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Laying_patches_back_is_the_adjoint_of_taking_them() => Prop.ForAll(Cases, c =>
    {
        (Size2d kernel, Size2d stride, Size2d padding, Size2d dilation) = (Flat(c.Kernel), Flat(c.Stride), Flat(c.Padding), Flat(c.Dilation));
        Adjoint.Check(x => Im2Col(x, kernel, stride, padding, dilation), y => Col2Im(y, Flat(c.Size), kernel, stride, padding, dilation), [c.Batch, c.In, c.Size.Height, c.Size.Width]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_convolution_is_a_matrix_product_with_the_patches() => Prop.ForAll(Cases, c =>
    {
        (Size2d kernel, Size2d stride, Size2d padding, Size2d dilation) = (Flat(c.Kernel), Flat(c.Stride), Flat(c.Padding), Flat(c.Dilation));
        Tensor x = Tensor.Randn([c.Batch, c.In, c.Size.Height, c.Size.Width], seed: 1), w = Tensor.Randn([c.Out, c.In, kernel.Height, kernel.Width], seed: 2);
        Tensor y = Conv2d(x, w, null, stride, padding, dilation);
        Assert.True(w.Reshape(c.Out, -1).MatMul(Im2Col(x, kernel, stride, padding, dilation)).Reshape(y.Shape).AllClose(y, 1e-4f, 1e-4f));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_volume_convolution_agrees_with_the_sum_that_defines_it() => Prop.ForAll(Cases, c =>
    {
        Tensor x = Tensor.Randn([c.Batch, c.Groups * c.In, c.Size.Depth, c.Size.Height, c.Size.Width], seed: 1);
        Tensor w = Tensor.Randn([c.Groups * c.Out, c.In, c.Kernel.Depth, c.Kernel.Height, c.Kernel.Width], seed: 2);
        Tensor y = Conv3d(x, w, null, c.Stride, c.Padding, c.Dilation, c.Groups);
        float[] found = y.ToArray(), weights = w.ToArray(), voxels = x.ToArray();
        int taps = c.Kernel.Depth * c.Kernel.Height * c.Kernel.Width, cells = y.Shape[2] * y.Shape[3] * y.Shape[4];
        for (int at = 0; at < found.Length; at++)
        {
            int n = at / cells / w.Shape[0], o = at / cells % w.Shape[0], d = at % cells / (y.Shape[3] * y.Shape[4]), i = at / y.Shape[4] % y.Shape[3], j = at % y.Shape[4];
            double sum = 0;
            for (int k = 0; k < c.In * taps; k++)
            {
                int channel = o / c.Out * c.In + k / taps, p = k % taps / (c.Kernel.Height * c.Kernel.Width), q = k / c.Kernel.Width % c.Kernel.Height, r = k % c.Kernel.Width;
                int slice = d * c.Stride.Depth + p * c.Dilation.Depth - c.Padding.Depth, row = i * c.Stride.Height + q * c.Dilation.Height - c.Padding.Height;
                int column = j * c.Stride.Width + r * c.Dilation.Width - c.Padding.Width;
                if (slice < 0 || slice >= c.Size.Depth || row < 0 || row >= c.Size.Height || column < 0 || column >= c.Size.Width) continue;
                int plane = (n * c.Groups * c.In + channel) * c.Size.Depth + slice;
                sum += (double)weights[o * c.In * taps + k] * voxels[(plane * c.Size.Height + row) * c.Size.Width + column];
            }
            Assert.Equal(sum, found[at], 1e-4);
        }
    }).QuickCheckThrowOnFailure();

    private static Size2d Flat(Size3d size) => (size.Height, size.Width);
}
