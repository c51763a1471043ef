using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CourseLib.Kernels;

/// <summary>Some planes of a pooling's gradient: by argmax, or (argmax null) in equal shares.</summary>
internal readonly unsafe struct PoolBackward(PoolShape s, int planes, float* dy, int* argmax, float* divisors, float* dx) : IJob
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int chunk)
    {
        for (int p = chunk * planes; p < Math.Min(s.Planes, (chunk + 1) * planes); p++)
        {
            float* from = dy + ((nint)p * s.OutPlane), to = dx + ((nint)p * s.InPlane);
            int* places = argmax == null ? null : argmax + ((nint)p * s.OutPlane);
            if (s.IsHalving)
            {
                if (Vector512.IsHardwareAccelerated) { Halving<Lanes16>(from, places, to); }
                else if (Vector256.IsHardwareAccelerated) { Halving<Lanes8>(from, places, to); }
                else { Halving<Lanes4>(from, places, to); }
                continue;
            }

            new Span<float>(to, s.InPlane).Clear();
            if (places == null) { Share(from, to); }
            else { for (int o = 0; o < s.OutPlane; o++) { if (places[o] >= 0) { to[places[o]] += from[o]; } } }
        }
    }

    /// <summary>Tap after tap: dx[window's element] += dy / divisor, over the outputs whose tap lies inside the plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Share(float* from, float* to)
    {
        int outHeight = s.OutHeight, outWidth = s.OutWidth, stride = s.StrideWidth;
        using var shares = Scratch.Rent(s.OutPlane);
        for (int o = 0; o < s.OutPlane; o++) { shares.Pointer[o] = from[o] / divisors[o]; }
        for (int t = 0; t < s.Taps; t++)
        {
            int left = s.TapColumn(t);
            int begin = Math.Max(0, (-left + stride - 1) / stride), end = Math.Min(outWidth, (s.InWidth - left + stride - 1) / stride);
            for (int i = 0; i < outHeight; i++)
            {
                int row = (i * s.StrideHeight) + s.TapRow(t);
                if ((uint)row >= (uint)s.InHeight) { continue; }
                float* share = shares.Pointer + (i * outWidth), target = to + (row * s.InWidth) + left;
                for (int j = begin; j < end; j++) { target[j * stride] += share[j]; }
            }
        }
    }

    /// <summary>Windows of two by two side by side: every element is written once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Halving<V>(float* from, int* places, float* to)
        where V : struct, ILanes<V>
    {
        int outHeight = s.OutHeight, outWidth = s.OutWidth, width = s.InWidth, first = 0;
        for (int i = 0; i < outHeight; i++, first += 2 * width)
        {
            float* row = from + (i * outWidth), top = to + first;
            float* place = places == null ? null : (float*)(places + (i * outWidth));
            if (outWidth >= V.Count) { Row<V>(outWidth, row, place, first, top); }
            else if (V.Count > 8 && outWidth >= 8) { Row<Lanes8>(outWidth, row, place, first, top); }
            else if (V.Count > 4 && outWidth >= 4) { Row<Lanes4>(outWidth, row, place, first, top); }
            else { Row<Lanes1>(outWidth, row, place, first, top); }
            if (2 * outWidth < width) { top[width - 1] = top[(2 * width) - 1] = 0; }
        }

        new Span<float>(to + first, (s.InHeight - (2 * outHeight)) * width).Clear();
    }

    /// <summary>A row of windows, the last vector overlapping the one before it; first is where the row's corner stands in the plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Row<V>(int outWidth, float* row, float* place, int first, float* top)
        where V : struct, ILanes<V>
    {
        for (int begin = 0; begin < outWidth; begin += V.Count)
        {
            int j = Math.Min(begin, outWidth - V.Count);
            Four<V>(V.Load(row + j), place == null ? default : V.Load(place + j), place == null, first + (2 * j), s.InWidth, top + (2 * j), top + s.InWidth + (2 * j));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four<V>(V upstream, V place, bool average, int corner, int width, float* top, float* bottom)
        where V : struct, ILanes<V>
    {
        V a, b, c, d;
        if (average)
        {
            a = b = c = d = upstream / V.All(4);
        }
        else
        {
            // How far the winner stands from its window's corner: 0, 1, width or width + 1, compared as small floats.
            V far = V.FromInteger(V.SubtractBits(place, V.AddBits(V.AllBits(corner), V.ToInteger(V.Iota() + V.Iota()))));
            a = V.Same(far, V.All(0)) & upstream;
            b = V.Same(far, V.All(1)) & upstream;
            c = V.Same(far, V.All(width)) & upstream;
            d = V.Same(far, V.All(width + 1)) & upstream;
        }

        (V first, V second) = V.Zip(a, b);
        V.Store(first, top);
        V.Store(second, top + V.Count);
        (first, second) = V.Zip(c, d);
        V.Store(first, bottom);
        V.Store(second, bottom + V.Count);
    }
}
