namespace CourseLib.Kernels;

/// <summary>Two-dimensional convolution (cross-correlation, as in every deep-learning library) and its three gradients.</summary>
internal static class Convolution
{
    /// <summary>y = w ⋆ x + bias; an empty bias adds nothing.</summary>
    public static void Forward(in ConvolutionShape s, ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> bias, Span<float> y)
    {
        int plane = s.OutHeight * s.OutWidth;
        for (int i = 0; i < s.Batch * s.OutChannels; i++) { y.Slice(i * plane, plane).Fill(bias.IsEmpty ? 0 : bias[i % s.OutChannels]); }
        foreach (var (xi, wi, yi) in Terms(s)) { y[yi] += w[wi] * x[xi]; }
    }

    /// <summary>dx: the gradient with respect to the input.</summary>
    public static void BackwardInput(in ConvolutionShape s, ReadOnlySpan<float> w, ReadOnlySpan<float> dy, Span<float> dx)
    {
        dx[..(s.Batch * s.InChannels * s.InHeight * s.InWidth)].Clear();
        foreach (var (xi, wi, yi) in Terms(s)) { dx[xi] += w[wi] * dy[yi]; }
    }

    /// <summary>dw: the gradient with respect to the weights.</summary>
    public static void BackwardWeight(in ConvolutionShape s, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dw)
    {
        dw[..(s.OutChannels * s.InChannelsPerGroup * s.KernelHeight * s.KernelWidth)].Clear();
        foreach (var (xi, wi, yi) in Terms(s)) { dw[wi] += x[xi] * dy[yi]; }
    }

    /// <summary>db: the gradient with respect to the bias, dy summed over batch and pixels.</summary>
    public static void BackwardBias(in ConvolutionShape s, ReadOnlySpan<float> dy, Span<float> db) =>
        Reduce.SumChannels(dy, s.Batch, s.OutChannels, s.OutHeight * s.OutWidth, db);

    private static IEnumerable<(int X, int W, int Y)> Terms(ConvolutionShape s)
    {
        int outHeight = s.OutHeight, outWidth = s.OutWidth, inner = s.InChannelsPerGroup;
        for (int n = 0; n < s.Batch; n++)
        {
            for (int o = 0; o < s.OutChannels; o++)
            {
                for (int i = 0; i < outHeight; i++)
                {
                    for (int j = 0; j < outWidth; j++)
                    {
                        for (int t = 0; t < inner * s.KernelHeight * s.KernelWidth; t++)
                        {
                            int c = t / (s.KernelHeight * s.KernelWidth), kh = t / s.KernelWidth % s.KernelHeight, kw = t % s.KernelWidth;
                            int h = (i * s.StrideHeight) - s.PadHeight + (kh * s.DilationHeight);
                            int v = (j * s.StrideWidth) - s.PadWidth + (kw * s.DilationWidth);
                            if ((uint)h >= (uint)s.InHeight || (uint)v >= (uint)s.InWidth) { continue; }
                            int channel = (o / s.OutChannelsPerGroup * inner) + c;
                            yield return ((((((n * s.InChannels) + channel) * s.InHeight) + h) * s.InWidth) + v,
                                (o * inner * s.KernelHeight * s.KernelWidth) + t,
                                (((((n * s.OutChannels) + o) * outHeight) + i) * outWidth) + j);
                        }
                    }
                }
            }
        }
    }
}
