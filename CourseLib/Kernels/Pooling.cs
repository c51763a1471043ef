namespace CourseLib.Kernels;

/// <summary>Maximum and average pooling of (Batch, Channels, Height, Width) planes.</summary>
internal static class Pooling
{
    /// <summary>y = the maximum of each window; argmax = where it stands in its plane, row·InWidth + column.</summary>
    /// <remarks>Padding counts as −∞; the first maximum in row-major order wins; a NaN wins over every number, and the last NaN over the others, as in PyTorch.</remarks>
    public static void MaxForward(in PoolShape s, ReadOnlySpan<float> x, Span<float> y, Span<int> argmax)
    {
        int outHeight = s.OutHeight, outWidth = s.OutWidth;
        for (int p = 0; p < s.Batch * s.Channels; p++)
        {
            var plane = x.Slice(p * s.InHeight * s.InWidth, s.InHeight * s.InWidth);
            for (int o = 0; o < outHeight * outWidth; o++)
            {
                float best = float.NegativeInfinity;
                int at = -1;
                for (int kh = 0; kh < s.KernelHeight; kh++)
                {
                    for (int kw = 0; kw < s.KernelWidth; kw++)
                    {
                        int h = (o / outWidth * s.StrideHeight) - s.PadHeight + (kh * s.DilationHeight);
                        int v = (o % outWidth * s.StrideWidth) - s.PadWidth + (kw * s.DilationWidth);
                        if ((uint)h >= (uint)s.InHeight || (uint)v >= (uint)s.InWidth) { continue; }
                        float value = plane[(h * s.InWidth) + v];
                        if (at < 0 || value > best || float.IsNaN(value)) { (best, at) = (value, (h * s.InWidth) + v); }
                    }
                }

                y[(p * outHeight * outWidth) + o] = best;
                argmax[(p * outHeight * outWidth) + o] = at;
            }
        }
    }

    /// <summary>dx: each dy goes to the element that won its window.</summary>
    public static void MaxBackward(in PoolShape s, ReadOnlySpan<float> dy, ReadOnlySpan<int> argmax, Span<float> dx)
    {
        int inPlane = s.InHeight * s.InWidth, outPlane = s.OutHeight * s.OutWidth;
        dx[..(s.Batch * s.Channels * inPlane)].Clear();
        for (int i = 0; i < s.Batch * s.Channels * outPlane; i++)
        {
            if (argmax[i] >= 0) { dx[(i / outPlane * inPlane) + argmax[i]] += dy[i]; }
        }
    }

    /// <summary>y = the mean of each window; <paramref name="countPadding"/> divides by the whole window, else by the part inside the plane.</summary>
    public static void AverageForward(in PoolShape s, ReadOnlySpan<float> x, Span<float> y, bool countPadding = true)
    {
        y[..(s.Batch * s.Channels * s.OutHeight * s.OutWidth)].Clear();
        foreach (var (xi, yi, weight) in Terms(s, countPadding)) { y[yi] += weight * x[xi]; }
    }

    /// <summary>dx: each dy is shared equally by the elements of its window.</summary>
    public static void AverageBackward(in PoolShape s, ReadOnlySpan<float> dy, Span<float> dx, bool countPadding = true)
    {
        dx[..(s.Batch * s.Channels * s.InHeight * s.InWidth)].Clear();
        foreach (var (xi, yi, weight) in Terms(s, countPadding)) { dx[xi] += weight * dy[yi]; }
    }

    private static IEnumerable<(int X, int Y, float Weight)> Terms(PoolShape s, bool countPadding)
    {
        int outHeight = s.OutHeight, outWidth = s.OutWidth;
        for (int i = 0; i < s.Batch * s.Channels * outHeight * outWidth; i++)
        {
            int p = i / (outHeight * outWidth), top = (i / outWidth % outHeight * s.StrideHeight) - s.PadHeight, left = (i % outWidth * s.StrideWidth) - s.PadWidth;
            var inside = new List<int>();
            for (int k = 0; k < s.KernelHeight * s.KernelWidth; k++)
            {
                int h = top + (k / s.KernelWidth * s.DilationHeight), v = left + (k % s.KernelWidth * s.DilationWidth);
                if ((uint)h < (uint)s.InHeight && (uint)v < (uint)s.InWidth) { inside.Add((((p * s.InHeight) + h) * s.InWidth) + v); }
            }

            // A window that hangs over the end in a rounded-up output counts only up to the padding; OutHeight rounds down, so none does.
            float weight = 1f / (countPadding ? s.KernelHeight * s.KernelWidth : inside.Count);
            foreach (int xi in inside) { yield return (xi, i, weight); }
        }
    }
}
