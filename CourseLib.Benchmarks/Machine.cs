using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CourseLib.Kernels;

namespace CourseLib.Benchmarks;

/// <summary>What this machine can do at most, measured: fused multiply-adds from registers, and copying from memory to memory.</summary>
/// <remarks>Its clock depends on its temperature and on its neighbours, so the limit is measured again beside each row.</remarks>
internal sealed class Machine(int threads)
{
    private const int Steps = 100_000;
    private const int Accumulators = 12;
    private readonly float[] from = new float[1 << 24];
    private readonly float[] to = new float[1 << 24];

    public int Threads => threads;

    /// <summary>Floating-point operations a second, now.</summary>
    public double Flops() => 2.0 * Accumulators * Steps * Width * threads / Time(() => Kernels.Threads.For(threads, _ => Multiply()));

    /// <summary>Bytes read and written a second, now.</summary>
    public double Bytes() => 8.0 * from.Length / Time(() => Kernels.Threads.For(64, i => from.AsSpan(i << 18, 1 << 18).CopyTo(to.AsSpan(i << 18, 1 << 18))));

    /// <summary>What the processor calls itself.</summary>
    public static string Processor => !File.Exists("/proc/cpuinfo") ? RuntimeInformation.ProcessArchitecture.ToString()
        : File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();

    public static int VectorBits => 32 * Width;

    private static int Width => Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;

    private static double Time(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static float Multiply() =>
        Vector512.IsHardwareAccelerated ? Multiply<Lanes16>() : Vector256.IsHardwareAccelerated ? Multiply<Lanes8>() : Multiply<Lanes4>();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Multiply<V>()
        where V : struct, ILanes<V>
    {
        V x = V.All(0.999f), y = V.All(0.001f);
        V a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int step = 0; step < Steps; step++)
        {
            a = V.MultiplyAdd(a, x, y);
            b = V.MultiplyAdd(b, x, y);
            c = V.MultiplyAdd(c, x, y);
            d = V.MultiplyAdd(d, x, y);
            e = V.MultiplyAdd(e, x, y);
            f = V.MultiplyAdd(f, x, y);
            g = V.MultiplyAdd(g, x, y);
            h = V.MultiplyAdd(h, x, y);
            i = V.MultiplyAdd(i, x, y);
            j = V.MultiplyAdd(j, x, y);
            k = V.MultiplyAdd(k, x, y);
            l = V.MultiplyAdd(l, x, y);
        }

        return V.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
