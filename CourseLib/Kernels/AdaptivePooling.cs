using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>Maximum and average over windows whose number is given, not their size.</summary>
/// <remarks>
/// A chunk takes some planes. The windows' sizes differ, so each is walked on its own, row by row; every element is read about once. Where all
/// windows have one size <see cref="Pooling"/> does the same in vectors.
/// </remarks>
internal static unsafe class AdaptivePooling
{
    private const int ChunkElements = 16_384;

    private enum Pass
    {
        Average,
        AverageGradient,
        Maximum,
        MaximumGradient,
    }

    /// <summary>y = the mean of each window.</summary>
    public static void AverageForward(in AdaptivePoolShape s, ReadOnlySpan<float> x, Span<float> y)
    {
        Require(s, x.Length, y.Length);
        fixed (float* px = x, py = y) { Run(s, Pass.Average, px, py, null); }
    }

    /// <summary>dx: each dy is shared equally by the elements of its window.</summary>
    public static void AverageBackward(in AdaptivePoolShape s, ReadOnlySpan<float> dy, Span<float> dx)
    {
        Require(s, dx.Length, dy.Length);
        fixed (float* pdx = dx, pdy = dy) { Run(s, Pass.AverageGradient, pdx, pdy, null); }
    }

    /// <summary>y = the maximum of each window; argmax = where it stands in its plane. The first of equal ones wins, a NaN over every number.</summary>
    public static void MaxForward(in AdaptivePoolShape s, ReadOnlySpan<float> x, Span<float> y, Span<int> argmax)
    {
        Require(s, x.Length, Math.Min(y.Length, argmax.Length));
        fixed (float* px = x, py = y)
        {
            fixed (int* pargmax = argmax) { Run(s, Pass.Maximum, px, py, pargmax); }
        }
    }

    /// <summary>dx: each dy goes to the element that won its window.</summary>
    public static void MaxBackward(in AdaptivePoolShape s, ReadOnlySpan<float> dy, ReadOnlySpan<int> argmax, Span<float> dx)
    {
        Require(s, dx.Length, Math.Min(dy.Length, argmax.Length));
        fixed (float* pdx = dx, pdy = dy)
        {
            fixed (int* pargmax = argmax) { Run(s, Pass.MaximumGradient, pdx, pdy, pargmax); }
        }
    }

    private static void Run(in AdaptivePoolShape s, Pass pass, float* x, float* y, int* argmax)
    {
        int planes = Math.Max(1, ChunkElements / Math.Max(1, s.InPlane));
        Threads.For((s.Planes + planes - 1) / planes, new Job(s, pass, planes, x, y, argmax));
    }

    private static void Require(in AdaptivePoolShape s, int input, int output)
    {
        if (input < (long)s.Planes * s.InPlane || output < (long)s.Planes * s.OutPlane)
        {
            throw new ArgumentException($"the pooling needs {(long)s.Planes * s.InPlane} and {(long)s.Planes * s.OutPlane} elements, the spans have {input} and {output}");
        }
    }

    private readonly struct Job(AdaptivePoolShape s, Pass pass, int planes, float* x, float* y, int* argmax) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk)
        {
            for (int p = chunk * planes; p < Math.Min(s.Planes, (chunk + 1) * planes); p++)
            {
                float* plane = x + ((nint)p * s.InPlane), pooled = y + ((nint)p * s.OutPlane);
                int* places = argmax == null ? null : argmax + ((nint)p * s.OutPlane);
                if (pass is Pass.AverageGradient or Pass.MaximumGradient) { new Span<float>(plane, s.InPlane).Clear(); }
                for (int i = 0, o = 0; i < s.OutHeight; i++)
                {
                    var (top, bottom) = s.Rows(i);
                    for (int j = 0; j < s.OutWidth; j++, o++)
                    {
                        var (left, right) = s.Columns(j);
                        switch (pass)
                        {
                            case Pass.Average: pooled[o] = Average(plane, top, bottom, left, right); break;
                            case Pass.AverageGradient: Share(plane, top, bottom, left, right, pooled[o]); break;
                            case Pass.Maximum: places[o] = First(plane, top, bottom, left, right); pooled[o] = plane[places[o]]; break;
                            default: plane[places[o]] += pooled[o]; break;
                        }
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private float Average(float* plane, int top, int bottom, int left, int right)
        {
            float sum = 0;
            for (int row = top; row < bottom; row++)
            {
                for (int column = left; column < right; column++) { sum += plane[(row * s.InWidth) + column]; }
            }

            return sum / ((bottom - top) * (right - left));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Share(float* plane, int top, int bottom, int left, int right, float upstream)
        {
            float share = upstream / ((bottom - top) * (right - left));
            for (int row = top; row < bottom; row++)
            {
                for (int column = left; column < right; column++) { plane[(row * s.InWidth) + column] += share; }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int First(float* plane, int top, int bottom, int left, int right)
        {
            int at = (top * s.InWidth) + left;
            for (int row = top; row < bottom; row++)
            {
                for (int column = left; column < right; column++)
                {
                    float value = plane[(row * s.InWidth) + column];
                    if (value > plane[at] || float.IsNaN(value)) { at = (row * s.InWidth) + column; }
                }
            }

            return at;
        }
    }
}
