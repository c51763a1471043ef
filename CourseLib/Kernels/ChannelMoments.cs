using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CourseLib.Kernels;

/// <summary>
/// The pieces of batch normalisation of x: (n, c, s) for those who have something to do between the sums and what follows from them:
/// sums of each channel over n and s, in double, and the map that gives the gradient.
/// </summary>
/// <remarks>A chunk is a channel; its runs of s elements are taken in the order of n.</remarks>
internal static unsafe class ChannelMoments
{
    /// <summary>The mean of each channel, and Σ (x − mean)².</summary>
    public static void Measure(int n, int c, int s, ReadOnlySpan<float> x, Span<double> mean, Span<double> squares)
    {
        Require(n, c, s, Math.Min(mean.Length, squares.Length), x.Length);
        fixed (float* px = x)
        {
            fixed (double* pmean = mean, psquares = squares) { Threads.For(c, new MomentJob(n, c, s, px, pmean, psquares)); }
        }
    }

    /// <summary>Σ dy and Σ dy·(x − mean) of each channel.</summary>
    public static void Dot(int n, int c, int s, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, ReadOnlySpan<float> mean, Span<double> sum, Span<double> dot)
    {
        Require(n, c, s, Math.Min(mean.Length, Math.Min(sum.Length, dot.Length)), dy.Length, x.Length);
        fixed (float* pdy = dy, px = x, pmean = mean)
        {
            fixed (double* psum = sum, pdot = dot) { Threads.For(c, new DotJob(n, c, s, pdy, px, pmean, psum, pdot)); }
        }
    }

    /// <summary>dx = a·dy + b·(x − mean) + d with numbers a, b, d of each channel.</summary>
    public static void Combine(int n, int c, int s, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, ReadOnlySpan<float> mean,
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> d, Span<float> dx)
    {
        Require(n, c, s, Math.Min(mean.Length, Math.Min(a.Length, Math.Min(b.Length, d.Length))), dy.Length, x.Length, dx.Length);
        fixed (float* pdy = dy, px = x, pmean = mean, pa = a, pb = b, pd = d, pdx = dx) { Threads.For(c, new CombineJob(n, c, s, pdy, px, pmean, pa, pb, pd, pdx)); }
    }

    private static void Require(int n, int c, int s, int channels, params ReadOnlySpan<int> elements)
    {
        if (channels < c) { throw new ArgumentException($"the moments of {c} channels have a span of {channels} of them"); }
        foreach (int length in elements)
        {
            if (length < (long)n * c * s) { throw new ArgumentException($"the moments of ({n}, {c}, {s}) have a span of {length} elements"); }
        }
    }

    private readonly struct MomentJob(int n, int c, int s, float* x, double* mean, double* squares) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int channel)
        {
            var moments = default(MomentSum);
            for (int i = 0; i < n; i++)
            {
                float* run = x + ((((nint)i * c) + channel) * s);
                if (Vector512.IsHardwareAccelerated) { Moments.Merge<Lanes16>(run, s, ref moments); }
                else if (Vector256.IsHardwareAccelerated) { Moments.Merge<Lanes8>(run, s, ref moments); }
                else { Moments.Merge<Lanes4>(run, s, ref moments); }
            }

            if (!double.IsFinite(moments.Squares)) { moments = InDouble(channel); }
            mean[channel] = moments.Mean;
            squares[channel] = moments.Squares;
        }

        /// <summary>One by one, for what the lanes' float32 cannot hold.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private MomentSum InDouble(int channel)
        {
            var moments = default(MomentSum);
            for (int i = 0; i < n; i++)
            {
                float* run = x + ((((nint)i * c) + channel) * s);
                for (int at = 0; at < s; at++) { moments.Merge(1, run[at], 0); }
            }

            return moments;
        }
    }

    private readonly struct DotJob(int n, int c, int s, float* dy, float* x, float* mean, double* sum, double* dot) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int channel)
        {
            double sums = 0, dots = 0;
            for (int i = 0; i < n; i++)
            {
                nint at = (((nint)i * c) + channel) * s;
                var (first, second) = Vector512.IsHardwareAccelerated ? Moments.Dot<Lanes16>(dy + at, x + at, s, mean[channel])
                    : Vector256.IsHardwareAccelerated ? Moments.Dot<Lanes8>(dy + at, x + at, s, mean[channel])
                    : Moments.Dot<Lanes4>(dy + at, x + at, s, mean[channel]);
                sums += first;
                dots += second;
            }

            sum[channel] = sums;
            dot[channel] = dots;
        }
    }

    private readonly struct CombineJob(int n, int c, int s, float* dy, float* x, float* mean, float* a, float* b, float* d, float* dx) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int channel)
        {
            for (int i = 0; i < n; i++)
            {
                nint at = (((nint)i * c) + channel) * s;
                if (Vector512.IsHardwareAccelerated) { Run<Lanes16>(channel, at); }
                else if (Vector256.IsHardwareAccelerated) { Run<Lanes8>(channel, at); }
                else { Run<Lanes4>(channel, at); }
            }
        }

        private void Run<V>(int channel, nint at)
            where V : struct, ILanes<V> => AffineRuns.Combine<V>(dy + at, x + at, dx + at, s, a[channel], b[channel], d[channel], mean[channel]);
    }
}
