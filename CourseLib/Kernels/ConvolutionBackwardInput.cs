using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>dx = the transposed convolution of dy, again as an implicit matrix product: rows are input channels, taps are (out channel, kernel place).</summary>
/// <remarks>
/// With a stride, input pixel h is only reached by kernel rows with h + pad − kh·dilation divisible by the stride, so the input pixels of each residue
/// (h mod stride, w mod stride) form a convolution of their own with stride 1 and a part of the kernel.
/// </remarks>
internal static unsafe class ConvolutionBackwardInput
{
    public static void Run<V>(in ConvolutionShape s, ReadOnlySpan<float> w, ReadOnlySpan<float> dy, Span<float> dx)
        where V : struct, ILanes<V>
    {
        fixed (float* pw = w, pdy = dy, pdx = dx)
        {
            if (DepthwiseJob<V>.Suits(s) && s.StrideHeight * s.StrideWidth > 1 && s.OutputCount > 0)
            {
                Spread<V>(s, pw, pdy, pdx);
                return;
            }

            if (ColumnsJob<V>.Suits(s) && !DepthwiseJob<V>.Suits(s))
            {
                var columns = new ColumnsJob<V>(s, pw, pdy, pdx);
                Threads.For(columns.Chunks, columns);
                return;
            }

            for (int a = 0; a < Math.Min(s.StrideHeight, s.InHeight); a++)
            {
                for (int b = 0; b < Math.Min(s.StrideWidth, s.InWidth); b++) { Residue<V>(s, a, b, pw, pdy, pdx); }
            }
        }
    }

    /// <summary>Thin groups with a stride: the gradient without one, of dy with zeros between its pixels.</summary>
    private static void Spread<V>(in ConvolutionShape s, float* w, float* dy, float* dx)
        where V : struct, ILanes<V>
    {
        var plain = s.Unstrided();
        using var spread = Scratch.Rent((nint)plain.OutputCount);
        Threads.For(s.Batch * s.OutChannels, new Spreading<V>(s, plain, dy, spread.Pointer));
        Residue<V>(plain, 0, 0, w, spread.Pointer, dx);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Residue<V>(ConvolutionShape s, int a, int b, float* w, float* dy, float* dx)
        where V : struct, ILanes<V>
    {
        int rows = (s.InHeight - a + s.StrideHeight - 1) / s.StrideHeight, columns = (s.InWidth - b + s.StrideWidth - 1) / s.StrideWidth;
        if (WinogradJob<V>.Suits(s, s.OutChannelsPerGroup, s.InChannelsPerGroup))
        {
            Rotated<V>(s, w, dy, dx);
            return;
        }

        bool thin = DepthwiseJob<V>.Suits(s);
        var (places, taps) = Taps(s, a, b);
        nint plane = (nint)s.InHeight * s.InWidth;
        if (taps.Length == 0 || s.OutputCount == 0)
        {
            for (nint p = 0; p < (nint)s.Batch * s.InChannels; p++)
            {
                for (int i = 0; i < rows * columns; i++)
                {
                    dx[(p * plane) + ((a + (i / columns * (nint)s.StrideHeight)) * s.InWidth) + b + (i % columns * s.StrideWidth)] = 0;
                }
            }

            return;
        }

        var window = new Window(s.OutChannelsPerGroup, s.OutHeight, s.OutWidth, rows, columns, 1, 1, taps, mayBeInPlace: !thin);
        nint pitch = (window.Channels * window.Taps) + Packing.Gap;
        using var weights = Scratch.Rent(s.InChannels * pitch);
        using var offsets = Scratch.Rent(WindowJob<V>.BlockChannels(window) * window.Taps);
        fixed (int* place = places) { Threads.For(s.InChannels, new Weights(s, w, place, places.Length, weights.Pointer, pitch)); }
        if (thin)
        {
            window.Offsets(window.Channels, window.Rows, (int*)offsets.Pointer);
            var planes = new DepthwiseJob<V>
            {
                Window = window,
                Offsets = (int*)offsets.Pointer,
                Batch = s.Batch,
                Groups = s.Groups,
                Rows = s.InChannelsPerGroup,
                Source = dy,
                Weights = weights.Pointer,
                WeightPitch = pitch,
                Target = dx + ((nint)a * s.InWidth) + b,
                TargetPlane = plane,
                TargetPitch = s.StrideHeight * s.InWidth,
                TargetStep = s.StrideWidth,
            };
            Threads.For(planes.Chunks, planes);
            return;
        }

        var job = new WindowJob<V>(window, s.Batch, s.Groups, s.InChannelsPerGroup, (int*)offsets.Pointer)
        {
            Source = dy,
            Weights = weights.Pointer,
            WeightPitch = pitch,
            Target = dx + ((nint)a * s.InWidth) + b,
            TargetPlane = plane,
            TargetPitch = s.StrideHeight * s.InWidth,
            TargetStep = s.StrideWidth,
        };
        Threads.For(job.Chunks, job);
    }

    /// <summary>With stride 1 the gradient is the convolution of dy with the kernels turned by 180°.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rotated<V>(in ConvolutionShape s, float* w, float* dy, float* dx)
        where V : struct, ILanes<V>
    {
        nint pitch = 9 * s.OutChannelsPerGroup;
        using var weights = Scratch.Rent(s.InChannels * pitch);
        int* places = stackalloc int[9];
        for (int p = 0; p < 9; p++) { places[p] = 8 - p; }
        Threads.For(s.InChannels, new Weights(s, w, places, 9, weights.Pointer, pitch));
        Winograd.Run<V>(s, s.OutChannelsPerGroup, s.OutHeight, s.OutWidth, s.InChannelsPerGroup, s.InHeight, s.InWidth, s.PadHeight - 2, s.PadWidth - 2,
            dy, weights.Pointer, null, dx);
    }

    /// <summary>The kernel places that reach the residue (a, b), and where in dy each one looks.</summary>
    private static (int[] Places, (int Row, int Column)[] Offsets) Taps(in ConvolutionShape s, int a, int b)
    {
        var places = new List<int>();
        var offsets = new List<(int, int)>();
        for (int p = 0; p < s.KernelHeight * s.KernelWidth; p++)
        {
            int row = a + s.PadHeight - (p / s.KernelWidth * s.DilationHeight), column = b + s.PadWidth - (p % s.KernelWidth * s.DilationWidth);
            if (row % s.StrideHeight != 0 || column % s.StrideWidth != 0) { continue; }
            places.Add(p);
            offsets.Add((row / s.StrideHeight, column / s.StrideWidth));
        }

        return ([.. places], [.. offsets]);
    }

    private readonly struct Spreading<V>(ConvolutionShape s, ConvolutionShape plain, float* dy, float* to) : IJob
        where V : struct, ILanes<V>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int plane)
        {
            for (int i = 0; i < plain.OutHeight; i++)
            {
                float* row = to + ((((nint)plane * plain.OutHeight) + i) * plain.OutWidth);
                int from = i / s.StrideHeight;
                if (i % s.StrideHeight != 0 || from >= s.OutHeight) { new Span<float>(row, plain.OutWidth).Clear(); }
                else { Packing.Spread<V>(dy + ((((nint)plane * s.OutHeight) + from) * s.OutWidth), s.OutWidth, s.StrideWidth, row, plain.OutWidth); }
            }
        }
    }

    /// <summary>One row of weights for each input channel: w[o, channel, place] in the order (o, place).</summary>
    private readonly struct Weights(ConvolutionShape s, float* w, int* places, int count, float* to, nint pitch) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int channel)
        {
            int kernel = s.KernelHeight * s.KernelWidth, group = channel / s.InChannelsPerGroup;
            float* row = to + (channel * pitch);
            float* from = w + ((((nint)group * s.OutChannelsPerGroup * s.InChannelsPerGroup) + (channel % s.InChannelsPerGroup)) * kernel);
            for (int o = 0; o < s.OutChannelsPerGroup; o++, from += (nint)s.InChannelsPerGroup * kernel)
            {
                for (int p = 0; p < count; p++) { *row++ = from[places[p]]; }
            }
        }
    }
}
