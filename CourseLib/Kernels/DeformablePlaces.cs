using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>The places that the taps of a deformable convolution read: finds them, reads them into columns, and takes the columns' gradient back.</summary>
/// <remarks>A job's chunk writes only what belongs to it, (offset group, tap) or channel, in a fixed order.</remarks>
internal readonly unsafe struct DeformablePlaces(ConvolutionShape s, int offsetGroups)
{
    public int Taps => s.KernelHeight * s.KernelWidth;

    public int Pixels => s.OutHeight * s.OutWidth;

    /// <summary>Floats of one image's columns.</summary>
    public int Columns => checked(s.InChannels * Taps * Pixels);

    /// <summary>Floats that hold one image's points.</summary>
    public nint PointFloats => (nint)offsetGroups * Taps * Pixels * (sizeof(BilinearPoint) / sizeof(float));

    private int ChannelsPerOffset => s.InChannels / offsetGroups;

    private int InPlane => s.InHeight * s.InWidth;

    /// <exception cref="ArgumentException">A span is too short.</exception>
    public void Require(int x, int offset, int mask, int w, int y)
    {
        long moves = (long)s.Batch * offsetGroups * Taps * Pixels;
        if (x < s.InputCount || offset < 2 * moves || (mask > 0 && mask < moves) || w < s.WeightCount || y < s.OutputCount)
        {
            throw new ArgumentException($"the deformable convolution needs {s.InputCount}, {2 * moves}, {moves}, {s.WeightCount} and {s.OutputCount} elements, the spans have {x}, {offset}, {mask}, {w} and {y}");
        }
    }

    /// <summary>Where each (offset group, tap, pixel) of image <paramref name="n"/> reads.</summary>
    public void Find(int n, float* offset, BilinearPoint* points) =>
        Threads.For(offsetGroups * Taps, new FindJob(s, this, offset + (2 * n * (nint)offsetGroups * Taps * Pixels), points));

    /// <summary>columns[(channel, tap)][pixel] = mask · what the point reads of the channel.</summary>
    public void Read(int n, BilinearPoint* points, float* x, float* mask, float* columns) =>
        Threads.For(s.InChannels, new ReadJob(this, points, x + ((nint)n * s.InChannels * InPlane), MaskOf(n, mask), columns));

    /// <summary>dx: what each column's gradient gives to the four pixels that it was read from. dx was cleared.</summary>
    public void Spread(int n, BilinearPoint* points, float* mask, float* columns, float* dx) =>
        Threads.For(s.InChannels, new SpreadJob(this, points, dx + ((nint)n * s.InChannels * InPlane), MaskOf(n, mask), columns));

    /// <summary>The gradients of the offsets and of the mask, each of which may be null.</summary>
    public void Move(int n, BilinearPoint* points, float* x, float* mask, float* columns, float* dOffset, float* dMask)
    {
        nint moves = n * (nint)offsetGroups * Taps * Pixels;
        Threads.For(offsetGroups * Taps, new MoveJob(this, points, x + ((nint)n * s.InChannels * InPlane), MaskOf(n, mask), columns,
            dOffset == null ? null : dOffset + (2 * moves), dMask == null ? null : dMask + moves));
    }

    private float* MaskOf(int n, float* mask) => mask == null ? null : mask + (n * (nint)offsetGroups * Taps * Pixels);

    private readonly struct FindJob(ConvolutionShape s, DeformablePlaces places, float* offset, BilinearPoint* points) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk)
        {
            int tap = chunk % places.Taps, pixels = places.Pixels;
            float* down = offset + (2 * (nint)chunk * pixels), right = down + pixels;
            int top = (tap / s.KernelWidth * s.DilationHeight) - s.PadHeight, left = (tap % s.KernelWidth * s.DilationWidth) - s.PadWidth;
            var point = points + ((nint)chunk * pixels);
            for (int i = 0, p = 0; i < s.OutHeight; i++)
            {
                for (int j = 0; j < s.OutWidth; j++, p++)
                {
                    point[p] = new((i * s.StrideHeight) + top + down[p], (j * s.StrideWidth) + left + right[p], s.InHeight, s.InWidth);
                }
            }
        }
    }

    private readonly struct ReadJob(DeformablePlaces places, BilinearPoint* points, float* x, float* mask, float* columns) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int channel)
        {
            int pixels = places.Pixels, taps = places.Taps;
            float* plane = x + ((nint)channel * places.InPlane), column = columns + ((nint)channel * taps * pixels);
            nint first = (nint)(channel / places.ChannelsPerOffset) * taps * pixels;
            var point = points + first;
            float* scale = mask == null ? null : mask + first;
            for (int k = 0; k < taps * pixels; k++) { column[k] = scale == null ? point[k].Read(plane) : scale[k] * point[k].Read(plane); }
        }
    }

    private readonly struct SpreadJob(DeformablePlaces places, BilinearPoint* points, float* dx, float* mask, float* columns) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int channel)
        {
            int pixels = places.Pixels, taps = places.Taps;
            float* plane = dx + ((nint)channel * places.InPlane), column = columns + ((nint)channel * taps * pixels);
            nint first = (nint)(channel / places.ChannelsPerOffset) * taps * pixels;
            var point = points + first;
            float* scale = mask == null ? null : mask + first;
            for (int k = 0; k < taps * pixels; k++) { point[k].Add(scale == null ? column[k] : scale[k] * column[k], plane); }
        }
    }

    private readonly struct MoveJob(DeformablePlaces places, BilinearPoint* points, float* x, float* mask, float* columns, float* dOffset, float* dMask) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk)
        {
            int pixels = places.Pixels, tap = chunk % places.Taps, firstChannel = chunk / places.Taps * places.ChannelsPerOffset;
            var point = points + ((nint)chunk * pixels);
            float* scale = mask == null ? null : mask + ((nint)chunk * pixels);
            using var scratch = Scratch.Rent(3 * pixels);
            float* down = scratch.Pointer, right = down + pixels, value = right + pixels;
            new Span<float>(down, 3 * pixels).Clear();
            for (int channel = firstChannel; channel < firstChannel + places.ChannelsPerOffset; channel++)
            {
                float* plane = x + ((nint)channel * places.InPlane), column = columns + ((((nint)channel * places.Taps) + tap) * pixels);
                for (int p = 0; p < pixels; p++)
                {
                    var (slopeDown, slopeRight) = point[p].Slopes(plane);
                    down[p] += column[p] * slopeDown;
                    right[p] += column[p] * slopeRight;
                }

                if (dMask == null) { continue; }
                for (int p = 0; p < pixels; p++) { value[p] += column[p] * point[p].Read(plane); }
            }

            if (dMask != null) { new Span<float>(value, pixels).CopyTo(new Span<float>(dMask + ((nint)chunk * pixels), pixels)); }
            if (dOffset == null) { return; }
            float* to = dOffset + (2 * (nint)chunk * pixels);
            for (int k = 0; k < 2 * pixels; k++) { to[k] = scale == null ? down[k] : scale[k % pixels] * down[k]; }
        }
    }
}
