using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>Sums over a contiguous run: four vectors of partial sums in blocks of 1,024 elements, the blocks in double.</summary>
internal static unsafe class Moments
{
    private const int Block = 1024;
    private const int RunElements = 4096;

    /// <summary>Merges the elements into <paramref name="moments"/>, in runs that are read from memory once: each has its own mean, and its squares about that mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Merge<V>(float* x, int count, ref MomentSum moments)
        where V : struct, ILanes<V>
    {
        for (int i = 0; i < count; i += RunElements)
        {
            int length = Math.Min(RunElements, count - i);
            float center = (float)(Sum<V>(x + i, length) / length);
            var (first, second) = About<V>(x + i, length, center);
            moments.Merge(length, center + (first / length), second - (first * first / length));
        }
    }

    /// <summary>Σ x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum<V>(float* x, int count)
        where V : struct, ILanes<V>
    {
        double total = 0;
        int i = 0;
        while (i <= count - V.Count)
        {
            int end = Math.Min(count, i + Block);
            V a = V.All(0), b = a, c = a, d = a;
            for (; i <= end - (4 * V.Count); i += 4 * V.Count)
            {
                a += V.Load(x + i);
                b += V.Load(x + i + V.Count);
                c += V.Load(x + i + (2 * V.Count));
                d += V.Load(x + i + (3 * V.Count));
            }

            for (; i <= end - V.Count; i += V.Count) { a += V.Load(x + i); }
            total += V.Sum(a + b + (c + d));
        }

        for (; i < count; i++) { total += x[i]; }
        return total;
    }

    /// <summary>Σ (x − center) and Σ (x − center)².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double First, double Second) About<V>(float* x, int count, float center)
        where V : struct, ILanes<V>
    {
        double first = 0, second = 0;
        V m = V.All(center);
        int i = 0;
        while (i <= count - V.Count)
        {
            int end = Math.Min(count, i + Block);
            V a = V.All(0), b = a, a2 = a, b2 = a;
            for (; i <= end - (2 * V.Count); i += 2 * V.Count)
            {
                V u = V.Load(x + i) - m, v = V.Load(x + i + V.Count) - m;
                a += u;
                b += v;
                a2 = V.Fma(u, u, a2);
                b2 = V.Fma(v, v, b2);
            }

            for (; i <= end - V.Count; i += V.Count)
            {
                V u = V.Load(x + i) - m;
                a += u;
                a2 = V.Fma(u, u, a2);
            }

            first += V.Sum(a + b);
            second += V.Sum(a2 + b2);
        }

        for (; i < count; i++)
        {
            double u = x[i] - center;
            first += u;
            second += u * u;
        }

        return (first, second);
    }

    /// <summary>Σ dy and Σ dy·(x − center).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Sum, double Dot) Dot<V>(float* dy, float* x, int count, float center)
        where V : struct, ILanes<V>
    {
        double sum = 0, dot = 0;
        V m = V.All(center);
        int i = 0;
        while (i <= count - V.Count)
        {
            int end = Math.Min(count, i + Block);
            V a = V.All(0), b = a, a2 = a, b2 = a;
            for (; i <= end - (2 * V.Count); i += 2 * V.Count)
            {
                V u = V.Load(dy + i), v = V.Load(dy + i + V.Count);
                a += u;
                b += v;
                a2 = V.Fma(u, V.Load(x + i) - m, a2);
                b2 = V.Fma(v, V.Load(x + i + V.Count) - m, b2);
            }

            for (; i <= end - V.Count; i += V.Count)
            {
                V u = V.Load(dy + i);
                a += u;
                a2 = V.Fma(u, V.Load(x + i) - m, a2);
            }

            sum += V.Sum(a + b);
            dot += V.Sum(a2 + b2);
        }

        for (; i < count; i++)
        {
            sum += dy[i];
            dot += (double)dy[i] * (x[i] - center);
        }

        return (sum, dot);
    }

    /// <summary>Σ dy·w and Σ dy·w·(x − center).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Sum, double Dot) Dot<V>(float* dy, float* w, float* x, int count, float center)
        where V : struct, ILanes<V>
    {
        double sum = 0, dot = 0;
        V m = V.All(center);
        int i = 0;
        while (i <= count - V.Count)
        {
            int end = Math.Min(count, i + Block);
            V a = V.All(0), a2 = a;
            for (; i <= end - V.Count; i += V.Count)
            {
                V u = V.Load(dy + i) * V.Load(w + i);
                a += u;
                a2 = V.Fma(u, V.Load(x + i) - m, a2);
            }

            sum += V.Sum(a);
            dot += V.Sum(a2);
        }

        for (; i < count; i++)
        {
            double u = (double)dy[i] * w[i];
            sum += u;
            dot += u * (x[i] - center);
        }

        return (sum, dot);
    }
}
