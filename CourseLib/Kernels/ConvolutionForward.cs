namespace CourseLib.Kernels;

/// <summary>y = w ⋆ x + bias as an implicit matrix product: weight rows (out channels) times patches; with a ReLU behind, where that is asked for.</summary>
internal static unsafe class ConvolutionForward
{
    public static void Run<V>(in ConvolutionShape s, ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> bias, Span<float> y, bool rectifies)
        where V : struct, ILanes<V>
    {
        bool thin = DepthwiseJob<V>.Suits(s);
        var window = s.InputWindow(mayBeInPlace: !thin);
        int k = window.Channels * window.Taps;
        using var offsets = Scratch.Rent(WindowJob<V>.BlockChannels(window) * window.Taps);
        fixed (float* px = x, pw = w, pbias = bias, py = y)
        {
            if (WinogradJob<V>.Suits(s, s.InChannelsPerGroup, s.OutChannelsPerGroup))
            {
                Winograd.Run<V>(s, s.InChannelsPerGroup, s.InHeight, s.InWidth, s.OutChannelsPerGroup, s.OutHeight, s.OutWidth, -s.PadHeight, -s.PadWidth, px, pw, pbias, py);
                if (rectifies) { Elementwise.Unary<Relu>(y[..(int)s.OutputCount], y); }
                return;
            }

            if (thin)
            {
                window.Offsets(window.Channels, window.Rows, (int*)offsets.Pointer);
                var planes = new DepthwiseJob<V>
                {
                    Window = window,
                    Offsets = (int*)offsets.Pointer,
                    Batch = s.Batch,
                    Groups = s.Groups,
                    Rows = s.OutChannelsPerGroup,
                    Source = px,
                    Weights = pw,
                    WeightPitch = k,
                    Bias = pbias,
                    Target = py,
                    TargetPlane = (nint)s.OutHeight * s.OutWidth,
                    TargetPitch = s.OutWidth,
                    TargetStep = 1,
                };
                Threads.For(planes.Chunks, planes);
                if (rectifies) { Elementwise.Unary<Relu>(y[..(int)s.OutputCount], y); }
                return;
            }

            var job = new WindowJob<V>(window, s.Batch, s.Groups, s.OutChannelsPerGroup, (int*)offsets.Pointer)
            {
                Source = px,
                Weights = pw,
                WeightPitch = k,
                Bias = pbias,
                Target = py,
                TargetPlane = (nint)s.OutHeight * s.OutWidth,
                TargetPitch = s.OutWidth,
                TargetStep = 1,
                Rectifies = rectifies,
            };
            Threads.For(job.Chunks, job);
        }
    }
}
