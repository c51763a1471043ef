using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>Patches of images as columns of a matrix, and the sum of columns back into images.</summary>
/// <remarks>
/// Images are (Batch, InChannels, InHeight, InWidth), columns (Batch, InChannels·KernelHeight·KernelWidth, OutHeight·OutWidth). A chunk is one plane;
/// what a tap shows to a row of outputs is a piece of an image's row, with gaps if there is a stride.
/// </remarks>
internal static unsafe class Im2Col
{
    /// <summary>columns = the patches of x; zeros in the padding.</summary>
    public static void Unfold(in ConvolutionShape s, ReadOnlySpan<float> x, Span<float> columns)
    {
        Require(s, x.Length, columns.Length);
        fixed (float* px = x, pc = columns) { Threads.For(s.Batch * s.InChannels, new Job(s, px, pc, false)); }
    }

    /// <summary>x = the sum of the columns' elements over the places where <see cref="Unfold"/> takes them from: its adjoint.</summary>
    public static void Fold(in ConvolutionShape s, ReadOnlySpan<float> columns, Span<float> x)
    {
        Require(s, x.Length, columns.Length);
        fixed (float* px = x, pc = columns) { Threads.For(s.Batch * s.InChannels, new Job(s, px, pc, true)); }
    }

    private static void Require(in ConvolutionShape s, int x, int columns)
    {
        long needed = (long)s.Batch * s.InChannels * s.KernelHeight * s.KernelWidth * s.OutHeight * s.OutWidth;
        if (x < s.InputCount || columns < needed)
        {
            throw new ArgumentException($"the patches need {s.InputCount} and {needed} elements, the spans have {x} and {columns}");
        }
    }

    private readonly struct Job(ConvolutionShape s, float* images, float* columns, bool adds) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk)
        {
            int height = s.OutHeight, width = s.OutWidth, step = s.StrideWidth;
            float* plane = images + ((nint)chunk * s.InHeight * s.InWidth);
            float* column = columns + ((nint)chunk * s.KernelHeight * s.KernelWidth * height * width);
            if (adds) { new Span<float>(plane, s.InHeight * s.InWidth).Clear(); }
            for (int tap = 0; tap < s.KernelHeight * s.KernelWidth; tap++)
            {
                int top = (tap / s.KernelWidth * s.DilationHeight) - s.PadHeight, left = (tap % s.KernelWidth * s.DilationWidth) - s.PadWidth;
                int begin = Math.Clamp((-left + step - 1) / step, 0, width), end = Math.Clamp((s.InWidth - left + step - 1) / step, begin, width);
                for (int i = 0; i < height; i++, column += width)
                {
                    int row = (i * s.StrideHeight) + top;
                    bool inside = (uint)row < (uint)s.InHeight;
                    if (inside) { Row(plane + ((nint)row * s.InWidth) + left, step, column, begin, end); }
                    if (adds) { continue; }
                    if (!inside) { new Span<float>(column, width).Clear(); }
                    else
                    {
                        new Span<float>(column, begin).Clear();
                        new Span<float>(column + end, width - end).Clear();
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Row(float* image, int step, float* column, int begin, int end)
        {
            if (step == 1)
            {
                var pixels = new Span<float>(image + begin, end - begin);
                var patch = new Span<float>(column + begin, end - begin);
                if (adds) { Elementwise.Binary<Add>(pixels, patch, pixels); }
                else { pixels.CopyTo(patch); }
                return;
            }

            for (int j = begin; j < end; j++)
            {
                if (adds) { image[j * step] += column[j]; }
                else { column[j] = image[j * step]; }
            }
        }
    }
}
