using System.Runtime.Intrinsics;

namespace CourseLib.Kernels;

/// <summary>Two-dimensional convolution (cross-correlation, as in every deep-learning library) and its three gradients.</summary>
internal static class Convolution
{
    /// <summary>y = w ⋆ x + bias; an empty bias adds nothing.</summary>
    /// <param name="rectifies">y is max(…, 0).</param>
    public static void Forward(in ConvolutionShape s, ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> bias, Span<float> y, bool rectifies = false)
    {
        Require(x.Length, s.InputCount, nameof(x));
        Require(w.Length, s.WeightCount, nameof(w));
        Require(y.Length, s.OutputCount, nameof(y));
        if (!bias.IsEmpty) { Require(bias.Length, s.OutChannels, nameof(bias)); }
        if (s.OutputCount == 0) { return; }
        if (Vector512.IsHardwareAccelerated) { ConvolutionForward.Run<Lanes16>(s, x, w, bias, y, rectifies); }
        else if (Vector256.IsHardwareAccelerated) { ConvolutionForward.Run<Lanes8>(s, x, w, bias, y, rectifies); }
        else { ConvolutionForward.Run<Lanes4>(s, x, w, bias, y, rectifies); }
    }

    /// <summary>dx: the gradient with respect to the input.</summary>
    public static void BackwardInput(in ConvolutionShape s, ReadOnlySpan<float> w, ReadOnlySpan<float> dy, Span<float> dx)
    {
        Require(dx.Length, s.InputCount, nameof(dx));
        Require(w.Length, s.WeightCount, nameof(w));
        Require(dy.Length, s.OutputCount, nameof(dy));
        if (s.InputCount == 0) { return; }
        if (Vector512.IsHardwareAccelerated) { ConvolutionBackwardInput.Run<Lanes16>(s, w, dy, dx); }
        else if (Vector256.IsHardwareAccelerated) { ConvolutionBackwardInput.Run<Lanes8>(s, w, dy, dx); }
        else { ConvolutionBackwardInput.Run<Lanes4>(s, w, dy, dx); }
    }

    /// <summary>dw: the gradient with respect to the weights.</summary>
    public static void BackwardWeight(in ConvolutionShape s, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dw)
    {
        Require(x.Length, s.InputCount, nameof(x));
        Require(dw.Length, s.WeightCount, nameof(dw));
        Require(dy.Length, s.OutputCount, nameof(dy));
        if (s.OutputCount == 0)
        {
            dw[..(int)s.WeightCount].Clear();
            return;
        }

        if (Vector512.IsHardwareAccelerated) { ConvolutionBackwardWeight.Run<Lanes16>(s, x, dy, dw); }
        else if (Vector256.IsHardwareAccelerated) { ConvolutionBackwardWeight.Run<Lanes8>(s, x, dy, dw); }
        else { ConvolutionBackwardWeight.Run<Lanes4>(s, x, dy, dw); }
    }

    /// <summary>db: the gradient with respect to the bias, dy summed over batch and pixels.</summary>
    public static void BackwardBias(in ConvolutionShape s, ReadOnlySpan<float> dy, Span<float> db) =>
        Reduce.SumChannels(dy, s.Batch, s.OutChannels, s.OutHeight * s.OutWidth, db);

    private static void Require(int length, long needed, string name)
    {
        if (length < needed) { throw new ArgumentException($"the convolution needs {needed} elements, the span has {length}", name); }
    }
}
