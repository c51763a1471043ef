using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>dx by way of columns: wᵀ·dy gives what each output pixel sends back through each tap, and those numbers are added where the taps stand in the image.</summary>
/// <remarks>
/// A chunk takes one group of one image, a block of channels at a time: columns (channel, tap, output pixel) stay in L2. It multiplies only what
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

    public void Run(int chunk)
    {
        int taps = s.KernelHeight * s.KernelWidth, pixels = s.OutHeight * s.OutWidth, group = chunk % s.Groups;
        int allTaps = s.InChannelsPerGroup * taps, block = Math.Clamp(ColumnFloats / (taps * pixels), 1, s.InChannelsPerGroup);
        nint plane = (nint)s.InHeight * s.InWidth;
        float* weights = w + ((nint)group * s.OutChannelsPerGroup * allTaps), upstream = dy + ((nint)chunk * s.OutChannelsPerGroup * pixels);
        float* image = dx + (chunk * s.InChannelsPerGroup * plane);
        using var columns = Scratch.Rent((nint)block * taps * pixels);
        for (int channel = 0; channel < s.InChannelsPerGroup; channel += block)
        {
            int channels = Math.Min(block, s.InChannelsPerGroup - channel);
            GemmJob<V>.TransposedA(channels * taps, allTaps, pixels, s.OutChannelsPerGroup, weights + (channel * taps), upstream, columns.Pointer);
            for (int c = 0; c < channels; c++)
            {
                new Span<float>(image + ((channel + c) * plane), (int)plane).Clear();
                for (int t = 0; t < taps; t++) { Add(t, columns.Pointer + ((((nint)c * taps) + t) * pixels), image + ((channel + c) * plane)); }
            }
        }
    }

    /// <summary>Adds what came back through one tap to one plane of the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(int tap, float* from, float* plane)
    {
        int top = (tap / s.KernelWidth * s.DilationHeight) - s.PadHeight, left = (tap % s.KernelWidth * s.DilationWidth) - s.PadWidth;
        int begin = Math.Clamp((-left + s.StrideWidth - 1) / s.StrideWidth, 0, s.OutWidth);
        int end = Math.Clamp((s.InWidth - left + s.StrideWidth - 1) / s.StrideWidth, begin, s.OutWidth);
        for (int i = 0; i < s.OutHeight; i++, from += s.OutWidth)
        {
            int row = (i * s.StrideHeight) + top, j = begin;
            if ((uint)row >= (uint)s.InHeight) { continue; }
            float* to = plane + ((nint)row * s.InWidth) + left;
            if (s.StrideWidth == 1)
            {
                for (; j <= end - V.Count; j += V.Count) { V.Store(V.Load(to + j) + V.Load(from + j), to + j); }
                for (; j <= end - 4; j += 4) { Lanes4.Store(Lanes4.Load(to + j) + Lanes4.Load(from + j), to + j); }
            }

            for (; j < end; j++) { to[j * s.StrideWidth] += from[j]; }
        }
    }
}
