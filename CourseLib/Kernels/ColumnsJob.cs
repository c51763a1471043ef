using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>dx by way of columns: wᵀ·dy gives what each output pixel sends back through each tap, and those numbers are added where the taps stand in the image.</summary>
/// <remarks>
/// A chunk takes one group of one image, a block of channels at a time: columns (channel, tap, output pixel) stay in L2. It multiplies little more than what
/// the forward pass multiplied, which the window over dy does not where the image is larger than the output: with a stride, or without padding.
/// </remarks>
internal readonly unsafe struct ColumnsJob<V>(ConvolutionShape s, float* w, float* dy, float* dx) : IJob
    where V : struct, ILanes<V>
{
    private const int ColumnFloats = 1 << 17;

    /// <summary>Pixels of the image for each of the output from which the columns, which must be written and read once, repay themselves.</summary>
    private const double Larger = 1.2;

    public static bool Suits(in ConvolutionShape s) =>
        s.OutputCount > 0 && (double)s.InHeight * s.InWidth >= Larger * s.OutHeight * s.OutWidth;

    public int Chunks => s.Batch * s.Groups;

    /// <summary>Whether the outputs are spread to the image's pitch, with zeros in the gaps: what a tap adds to a plane is then one piece.</summary>
    private bool Spread => s is { StrideHeight: 1, StrideWidth: 1, PadHeight: 0, PadWidth: 0 };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int chunk)
    {
        int taps = s.KernelHeight * s.KernelWidth, pixels = s.OutHeight * s.OutWidth, group = chunk % s.Groups;
        int seen = Spread ? ((s.OutHeight - 1) * s.InWidth) + s.OutWidth : pixels, plane = s.InHeight * s.InWidth;
        int length = Spread ? (seen + V.Count - 1) / V.Count * V.Count : pixels;
        int allTaps = s.InChannelsPerGroup * taps, block = Math.Clamp(ColumnFloats / (taps * length), 1, s.InChannelsPerGroup);
        float* weights = w + ((nint)group * s.OutChannelsPerGroup * allTaps), upstream = dy + ((nint)chunk * s.OutChannelsPerGroup * pixels);
        float* image = dx + ((nint)chunk * s.InChannelsPerGroup * plane);
        using var columns = Scratch.Rent((nint)block * taps * length);
        using var spread = Scratch.Rent(Spread ? (nint)s.OutChannelsPerGroup * length : 0);
        if (Spread)
        {
            int last = (s.OutHeight - 1) * s.InWidth;
            for (int o = 0; o < s.OutChannelsPerGroup; o++)
            {
                float* from = upstream + ((nint)o * pixels), to = spread.Pointer + ((nint)o * length);
                Packing.Copy<V>(from, s.OutWidth, s.OutHeight - 1, s.OutWidth, to, s.InWidth, s.InWidth);
                Packing.Copy<V>(from + pixels - s.OutWidth, s.OutWidth, 1, s.OutWidth, to + last, s.InWidth, length - last);
            }

            upstream = spread.Pointer;
        }

        for (int channel = 0; channel < s.InChannelsPerGroup; channel += block)
        {
            int channels = Math.Min(block, s.InChannelsPerGroup - channel);
            float* planes = image + ((nint)channel * plane);
            GemmJob<V>.TransposedA(channels * taps, allTaps, length, s.OutChannelsPerGroup, weights + (channel * taps), upstream, columns.Pointer);
            new Span<float>(planes, channels * plane).Clear();

            // All channels of a tap: what was just stored to a plane would have to be waited for.
            for (int t = 0; t < taps; t++)
            {
                int top = (t / s.KernelWidth * s.DilationHeight) - s.PadHeight, left = (t % s.KernelWidth * s.DilationWidth) - s.PadWidth;
                for (int c = 0; c < channels; c++)
                {
                    float* from = columns.Pointer + ((((nint)c * taps) + t) * length), to = planes + ((nint)c * plane);
                    if (Spread) { Add(from, seen, to + (top * s.InWidth) + left); }
                    else { AddRows(top, left, from, to); }
                }
            }
        }
    }

    /// <summary>Adds what came back through one tap to one plane of the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRows(int top, int left, float* from, float* plane)
    {
        int begin = Math.Clamp((-left + s.StrideWidth - 1) / s.StrideWidth, 0, s.OutWidth);
        int end = Math.Clamp((s.InWidth - left + s.StrideWidth - 1) / s.StrideWidth, begin, s.OutWidth);
        for (int i = 0; i < s.OutHeight; i++, from += s.OutWidth)
        {
            int row = (i * s.StrideHeight) + top;
            if ((uint)row >= (uint)s.InHeight) { continue; }
            float* to = plane + ((nint)row * s.InWidth) + left;
            if (s.StrideWidth == 1) { Add(from + begin, end - begin, to + begin); }
            else { for (int j = begin; j < end; j++) { to[j * s.StrideWidth] += from[j]; } }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* from, int count, float* to)
    {
        int j = 0;
        for (; j <= count - V.Count; j += V.Count) { V.Store(V.Load(to + j) + V.Load(from + j), to + j); }
        for (; j <= count - 4; j += 4) { Lanes4.Store(Lanes4.Load(to + j) + Lanes4.Load(from + j), to + j); }
        for (; j < count; j++) { to[j] += from[j]; }
    }
}
