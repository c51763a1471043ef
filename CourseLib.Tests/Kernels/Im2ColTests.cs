using CourseLib.Kernels;

namespace CourseLib.Tests.Kernels;

public class Im2ColTests
{
    [Fact]
    public void Patches_are_those_of_a_plain_loop_and_nothing_else_is_written()
    {
        var random = new Random(61);
        for (int trial = 0; trial < 500; trial++)
        {
            var s = new ConvolutionShape(random.Next(1, 3), random.Next(1, 4), random.Next(6, 12), random.Next(6, 40), 1, random.Next(1, 4), random.Next(1, 4),
                random.Next(1, 4), random.Next(1, 4), random.Next(0, 4), random.Next(0, 4), random.Next(1, 3), random.Next(1, 3), 1);
            int taps = s.KernelHeight * s.KernelWidth, patches = s.OutHeight * s.OutWidth, count = s.Batch * s.InChannels * taps * patches;
            float[] x = Sample.Floats(random, (int)s.InputCount), columns = Sample.Floats(random, count);
            double[] unfolded = new double[count], folded = new double[x.Length];
            for (int k = 0; k < count; k++)
            {
                int plane = k / patches / taps, tap = k / patches % taps, patch = k % patches;
                int row = (patch / s.OutWidth * s.StrideHeight) - s.PadHeight + (tap / s.KernelWidth * s.DilationHeight);
                int column = (patch % s.OutWidth * s.StrideWidth) - s.PadWidth + (tap % s.KernelWidth * s.DilationWidth);
                if (row < 0 || row >= s.InHeight || column < 0 || column >= s.InWidth) { continue; }
                int at = (((plane * s.InHeight) + row) * s.InWidth) + column;
                unfolded[k] = x[at];
                folded[at] += columns[k];
            }

            var to = Sample.Output(count, random.Next(16));
            var back = Sample.Output(x.Length, random.Next(16));
            Im2Col.Unfold(s, x, to.Span);
            Im2Col.Fold(s, columns, back.Span);
            to.AssertUntouched();
            back.AssertUntouched();
            Sample.AssertClose(unfolded, to.Span, 0, $"patches of {s}");
            Sample.AssertClose(folded, back.Span, 1e-6, $"image of {s}");
        }
    }

    [Fact]
    public void A_span_that_is_too_short_is_refused()
    {
        var s = new ConvolutionShape(1, 2, 4, 4, 1, 2, 2, 1, 1, 0, 0, 1, 1, 1);
        Assert.Throws<ArgumentException>(() => Im2Col.Unfold(s, new float[31], new float[72]));
        Assert.Throws<ArgumentException>(() => Im2Col.Fold(s, new float[71], new float[32]));
        var slices = new SliceShape(1, 2, 4, 3, 2, 1, 0, 1);
        Assert.Throws<ArgumentException>(() => Slices.ToChannels(slices, new float[23], new float[36]));
        Assert.Throws<ArgumentException>(() => Slices.FromChannels(slices, new float[35], new float[24]));
        var taps = new ConvolutionShape(1, 1, 3, 3, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1);
        Assert.Throws<ArgumentException>(() => DeformableConvolution.Forward(taps, 1, new float[9], new float[17], default, new float[1], default, new float[9]));
    }
}
