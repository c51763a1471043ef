using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>Turns the slices of volumes into channels of images, so that a three-dimensional convolution becomes a two-dimensional one, and back.</summary>
/// <remarks>Volumes are (Batch, Channels, Depth, Pixels), images (Batch·OutDepth, Channels·Kernel, Pixels). A chunk is one channel of one volume.</remarks>
internal static unsafe class Slices
{
    /// <summary>images[(n, position), (c, k)] = volume[n, c, slice that the position sees through k], or 0 in the padding.</summary>
    public static void ToChannels(in SliceShape s, ReadOnlySpan<float> volume, Span<float> images)
    {
        Require(s, volume.Length, images.Length);
        fixed (float* pv = volume, pi = images) { Threads.For(s.Batch * s.Channels, new Job(s, pv, pi, false)); }
    }

    /// <summary>The adjoint of <see cref="ToChannels"/>: every slice is the sum of the images that saw it.</summary>
    public static void FromChannels(in SliceShape s, ReadOnlySpan<float> images, Span<float> volume)
    {
        Require(s, volume.Length, images.Length);
        fixed (float* pv = volume, pi = images) { Threads.For(s.Batch * s.Channels, new Job(s, pv, pi, true)); }
    }

    private static void Require(in SliceShape s, int volume, int images)
    {
        long planes = (long)s.Batch * s.Channels * s.Pixels;
        if (volume < planes * s.Depth || images < planes * s.OutDepth * s.Kernel)
        {
            throw new ArgumentException($"the slices need {planes * s.Depth} and {planes * s.OutDepth * s.Kernel} elements, the spans have {volume} and {images}");
        }
    }

    private readonly struct Job(SliceShape s, float* volume, float* images, bool adds) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk)
        {
            int n = chunk / s.Channels, channel = chunk % s.Channels;
            float* slices = volume + ((nint)chunk * s.Depth * s.Pixels);
            if (adds) { new Span<float>(slices, s.Depth * s.Pixels).Clear(); }
            for (int position = 0; position < s.OutDepth; position++)
            {
                for (int k = 0; k < s.Kernel; k++)
                {
                    int slice = s.Slice(position, k);
                    bool inside = (uint)slice < (uint)s.Depth;
                    nint image = ((((((nint)n * s.OutDepth) + position) * s.Channels) + channel) * s.Kernel) + k;
                    var plane = new Span<float>(images + (image * s.Pixels), s.Pixels);
                    if (!inside)
                    {
                        if (!adds) { plane.Clear(); }
                        continue;
                    }

                    var seen = new Span<float>(slices + ((nint)slice * s.Pixels), s.Pixels);
                    if (adds) { Elementwise.Binary<Add>(seen, plane, seen); }
                    else { seen.CopyTo(plane); }
                }
            }
        }
    }
}
