using CourseLib.Kernels;

namespace CourseLib.Tests.Kernels;

public class ConvolutionTests
{
    [Fact]
    public void Every_kind_of_convolution_agrees_with_double_precision()
    {
        var random = new Random(11);
        for (int trial = 0; trial < 500; trial++) { Compare(random, RandomShape(random)); }
    }

    [Fact]
    public void Three_by_three_convolutions_of_many_channels_agree_with_double_precision()
    {
        var random = new Random(15);
        int suited = 0;
        for (int trial = 0; trial < 10; trial++)
        {
            // Winograd's way, whose tiles may hang over either edge, and its neighbours.
            int groups = random.Next(1, 3);
            var s = new ConvolutionShape(1, groups * random.Next(46, 56), random.Next(16, 21), random.Next(16, 37), groups * random.Next(46, 56),
                3, 3, 1, 1, random.Next(3), random.Next(3), 1, 1, groups);
            if (WinogradJob<Lanes4>.Suits(s, s.InChannelsPerGroup, s.OutChannelsPerGroup)) { suited++; }
            Compare(random, s);
        }

        Assert.InRange(suited, 3, 9);
    }

    [Fact]
    public void Rows_that_fill_whole_tiles_agree_with_double_precision()
    {
        var random = new Random(14);
        foreach (int width in new[] { 8, 16, 32, 64 })
        {
            for (int trial = 0; trial < 20; trial++)
            {
                int stride = random.Next(1, 4), kernel = random.Next(1, 4), pad = random.Next(kernel);
                Compare(random, new ConvolutionShape(random.Next(1, 4), random.Next(1, 6), random.Next(3, 9), width * stride, random.Next(1, 12), kernel, kernel, stride, stride, pad, pad, 1, 1, 1));
                Compare(random, new ConvolutionShape(random.Next(1, 4), random.Next(1, 6), random.Next(3, 9), ((width - 1) * stride) + kernel - (2 * pad), random.Next(1, 12), kernel, kernel, 1, stride, pad, pad, 1, 1, 1));
            }
        }
    }

    [Theory]
    [InlineData(2, 3, 32, 32, 8, 3, 1, 1, 1)]
    [InlineData(1, 3, 6, 64, 5, 3, 2, 1, 1)]
    [InlineData(1, 40, 7, 7, 70, 3, 1, 1, 1)]
    [InlineData(20, 33, 7, 7, 20, 3, 1, 1, 1)]
    [InlineData(2, 70, 14, 14, 40, 1, 1, 0, 1)]
    [InlineData(2, 16, 15, 15, 24, 1, 2, 0, 1)]
    [InlineData(2, 3, 30, 30, 16, 7, 2, 3, 1)]
    [InlineData(3, 1, 28, 28, 6, 5, 1, 2, 1)]
    [InlineData(3, 6, 14, 14, 16, 5, 1, 0, 1)]
    [InlineData(2, 24, 19, 21, 24, 3, 1, 1, 24)]
    [InlineData(2, 24, 19, 21, 24, 3, 2, 1, 24)]
    [InlineData(2, 12, 17, 50, 24, 5, 1, 2, 12)]
    [InlineData(1, 2, 60, 70, 3, 17, 1, 8, 1)]
    public void Shapes_of_real_networks_agree_with_double_precision(int batch, int inChannels, int height, int width, int outChannels, int kernel, int stride, int pad, int groups) =>
        Compare(new Random(12), new ConvolutionShape(batch, inChannels, height, width, outChannels, kernel, kernel, stride, stride, pad, pad, 1, 1, groups));

    [Fact]
    public void NaN_outside_a_window_does_not_reach_it()
    {
        var s = new ConvolutionShape(1, 2, 9, 9, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1);
        float[] x = Sample.Floats(new Random(13), (int)s.InputCount), w = Sample.Floats(new Random(14), (int)s.WeightCount), y = new float[s.OutputCount];
        x[(4 * 9) + 4] = float.NaN;
        Convolution.Forward(s, x, w, default, y);
        for (int i = 0; i < y.Length; i++)
        {
            int row = i / 9 % 9, column = i % 9;
            Assert.Equal(Math.Abs(row - 4) <= 1 && Math.Abs(column - 4) <= 1, float.IsNaN(y[i]));
        }
    }

    [Fact]
    public void A_span_that_is_too_short_is_refused()
    {
        var s = new ConvolutionShape(1, 1, 4, 4, 1, 3, 3, 1, 1, 0, 0, 1, 1, 1);
        Assert.Throws<ArgumentException>(() => Convolution.Forward(s, new float[15], new float[9], default, new float[4]));
        Assert.Throws<ArgumentException>(() => Convolution.Forward(s, new float[16], new float[8], default, new float[4]));
        Assert.Throws<ArgumentException>(() => Convolution.Forward(s, new float[16], new float[9], default, new float[3]));
        Assert.Throws<ArgumentException>(() => Convolution.BackwardInput(s, new float[9], new float[4], new float[15]));
        Assert.Throws<ArgumentException>(() => Convolution.BackwardWeight(s, new float[16], new float[3], new float[9]));
    }

    internal static ConvolutionShape RandomShape(Random random)
    {
        while (true)
        {
            bool thin = random.Next(5) == 0;
            int groups = thin ? random.Next(4, 9) : random.Next(3) == 0 ? random.Next(1, 6) : 1;
            int depth = thin || random.Next(4) == 0 ? 1 : random.Next(1, 12);
            var s = new ConvolutionShape(random.Next(1, 5), groups * depth, random.Next(1, 24), random.Next(1, 24), groups * random.Next(1, random.Next(2) == 0 ? 4 : 20),
                random.Next(1, 6), random.Next(1, 6), random.Next(1, 4), random.Next(1, 4), random.Next(0, 4), random.Next(0, 4), random.Next(1, 4), random.Next(1, 4), groups);
            if (Extent(s.InHeight, s.PadHeight, s.DilationHeight, s.KernelHeight) && Extent(s.InWidth, s.PadWidth, s.DilationWidth, s.KernelWidth)) { return s; }
        }

        static bool Extent(int size, int pad, int dilation, int kernel) => size + (2 * pad) >= (dilation * (kernel - 1)) + 1;
    }

    private static void Compare(Random random, ConvolutionShape s)
    {
        float[] x = Sample.Floats(random, (int)s.InputCount), w = Sample.Floats(random, (int)s.WeightCount), dy = Sample.Floats(random, (int)s.OutputCount);
        float[] bias = random.Next(2) == 0 ? [] : Sample.Floats(random, s.OutChannels);
        var y = Sample.Output((int)s.OutputCount, random.Next(16));
        var rectified = Sample.Output((int)s.OutputCount, random.Next(16));
        var dx = Sample.Output((int)s.InputCount, random.Next(16));
        var dw = Sample.Output((int)s.WeightCount, random.Next(16));
        var db = Sample.Output(s.OutChannels);
        Convolution.Forward(s, x, w, bias, y.Span);
        Convolution.Forward(s, x, w, bias, rectified.Span, rectifies: true);
        Convolution.BackwardInput(s, w, dy, dx.Span);
        Convolution.BackwardWeight(s, x, dy, dw.Span);
        Convolution.BackwardBias(s, dy, db.Span);
        foreach (var output in new[] { y, rectified, dx, dw, db }) { output.AssertUntouched(); }

        double[] ey = new double[y.Length], edx = new double[dx.Length], edw = new double[dw.Length], edb = new double[db.Length];
        int plane = s.OutHeight * s.OutWidth, kernel = s.KernelHeight * s.KernelWidth;
        for (int i = 0; i < ey.Length; i++)
        {
            int image = i / plane / s.OutChannels, o = i / plane % s.OutChannels, row = i % plane / s.OutWidth, column = i % s.OutWidth;
            ey[i] = bias.Length > 0 ? bias[o] : 0;
            edb[o] += dy[i];
            for (int t = 0; t < s.InChannelsPerGroup * kernel; t++)
            {
                int h = (row * s.StrideHeight) - s.PadHeight + (t / s.KernelWidth % s.KernelHeight * s.DilationHeight);
                int v = (column * s.StrideWidth) - s.PadWidth + (t % s.KernelWidth * s.DilationWidth);
                if (h < 0 || h >= s.InHeight || v < 0 || v >= s.InWidth) { continue; }
                int channel = (o / s.OutChannelsPerGroup * s.InChannelsPerGroup) + (t / kernel);
                int xi = (((((image * s.InChannels) + channel) * s.InHeight) + h) * s.InWidth) + v, wi = (o * s.InChannelsPerGroup * kernel) + t;
                ey[i] += (double)w[wi] * x[xi];
                edx[xi] += (double)w[wi] * dy[i];
                edw[wi] += (double)x[xi] * dy[i];
            }
        }

        Sample.AssertClose(ey, y.Span, 1e-5, $"y of {s}");
        Assert.Equal(y.Span.ToArray().Select(value => Math.Max(value, 0)), rectified.Span.ToArray());
        Sample.AssertClose(edx, dx.Span, 1e-5, $"dx of {s}");
        Sample.AssertClose(edw, dw.Span, 1e-5, $"dw of {s}");
        Sample.AssertClose(edb, db.Span, 1e-5, $"db of {s}");
    }
}
