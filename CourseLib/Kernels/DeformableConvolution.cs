namespace CourseLib.Kernels;

/// <summary>Convolution whose taps read the input at places of their own, and its gradients.</summary>
/// <remarks>
/// Image by image: the places of all (offset group, tap, pixel) are worked out once and serve every channel of their group; what they read becomes the
/// columns [(channel, tap)][pixel], which meet the weights in a matrix product. The gradients go the same way back: columns' gradient by a matrix
/// product, then channel by channel into dx, and (offset group, tap) by (offset group, tap) into the gradients of offsets and mask.
/// offset: (N, G, taps, 2, pixels), down then right; mask: (N, G, taps, pixels), or empty.
/// </remarks>
internal static unsafe class DeformableConvolution
{
    /// <summary>y = w·columns + bias; an empty bias adds nothing, and an empty mask is one of ones.</summary>
    public static void Forward(in ConvolutionShape s, int offsetGroups, ReadOnlySpan<float> x, ReadOnlySpan<float> offset, ReadOnlySpan<float> mask,
        ReadOnlySpan<float> w, ReadOnlySpan<float> bias, Span<float> y)
    {
        var places = new DeformablePlaces(s, offsetGroups);
        places.Require(x.Length, offset.Length, mask.Length, w.Length, y.Length);
        if (s.OutputCount == 0) { return; }
        using var points = Scratch.Rent(places.PointFloats);
        using var columns = Scratch.Rent(places.Columns);
        int pixels = places.Pixels, depth = s.InChannelsPerGroup * places.Taps;
        fixed (float* px = x, poffset = offset, pmask = mask)
        {
            for (int n = 0; n < s.Batch; n++)
            {
                places.Find(n, poffset, (BilinearPoint*)points.Pointer);
                places.Read(n, (BilinearPoint*)points.Pointer, px, pmask, columns.Pointer);
                var image = y.Slice(n * s.OutChannels * pixels, s.OutChannels * pixels);
                Gemm.MultiplyBatch(s.Groups, false, false, s.OutChannelsPerGroup, pixels, depth, w, s.OutChannelsPerGroup * depth,
                    new Span<float>(columns.Pointer, places.Columns), depth * pixels, image);
                if (!bias.IsEmpty) { Elementwise.BinaryAxis<Add>(1, s.OutChannels, pixels, image, bias, image); }
            }
        }
    }

    /// <summary>The gradients of all but the bias; one with an empty span is left out.</summary>
    public static void Backward(in ConvolutionShape s, int offsetGroups, ReadOnlySpan<float> x, ReadOnlySpan<float> offset, ReadOnlySpan<float> mask,
        ReadOnlySpan<float> w, ReadOnlySpan<float> dy, Span<float> dx, Span<float> dOffset, Span<float> dMask, Span<float> dw)
    {
        var places = new DeformablePlaces(s, offsetGroups);
        places.Require(x.Length, offset.Length, mask.Length, w.Length, dy.Length);
        dx.Clear();
        dw.Clear();
        if (s.OutputCount == 0) { return; }
        using var points = Scratch.Rent(places.PointFloats);
        using var columns = Scratch.Rent(places.Columns);
        var column = new Span<float>(columns.Pointer, places.Columns);
        int pixels = places.Pixels, depth = s.InChannelsPerGroup * places.Taps;
        fixed (float* px = x, poffset = offset, pmask = mask, pdx = dx, pdOffset = dOffset, pdMask = dMask)
        {
            for (int n = 0; n < s.Batch; n++)
            {
                var upstream = dy.Slice(n * s.OutChannels * pixels, s.OutChannels * pixels);
                places.Find(n, poffset, (BilinearPoint*)points.Pointer);
                if (!dw.IsEmpty)
                {
                    places.Read(n, (BilinearPoint*)points.Pointer, px, pmask, columns.Pointer);
                    Gemm.MultiplyBatch(s.Groups, false, true, s.OutChannelsPerGroup, depth, pixels, upstream, s.OutChannelsPerGroup * pixels,
                        column, depth * pixels, dw, accumulate: true);
                }

                if (dx.IsEmpty && dOffset.IsEmpty && dMask.IsEmpty) { continue; }
                Gemm.MultiplyBatch(s.Groups, true, false, depth, pixels, s.OutChannelsPerGroup, w, s.OutChannelsPerGroup * depth,
                    upstream, s.OutChannelsPerGroup * pixels, column);
                if (!dx.IsEmpty) { places.Spread(n, (BilinearPoint*)points.Pointer, pmask, columns.Pointer, pdx); }
                if (!dOffset.IsEmpty || !dMask.IsEmpty) { places.Move(n, (BilinearPoint*)points.Pointer, px, pmask, columns.Pointer, pdOffset, pdMask); }
            }
        }
    }
}
