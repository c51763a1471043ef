namespace CourseLib.Kernels;

/// <summary>Prepares a Winograd convolution: transforms the weights, one row (output of the matrix product) for each chunk, and runs the job.</summary>
internal static unsafe class Winograd
{
    /// <param name="weights">(groups·rows, channels, 3, 3), tap (0, 0) of which sees the source pixel (top, left) for output (0, 0).</param>
    public static void Run<V>(in ConvolutionShape s, int channels, int sourceHeight, int sourceWidth, int rows, int height, int width, int top, int left,
        float* source, float* weights, float* bias, float* target)
        where V : struct, ILanes<V>
    {
        var window = WinogradJob<V>.TileWindow(channels, sourceHeight, sourceWidth, height, width, top, left);
        nint pitch = channels + Packing.Gap;
        using var offsets = Scratch.Rent(window.Taps);
        using var transformed = Scratch.Rent(s.Groups * WinogradJob<V>.Points * rows * pitch);
        Threads.For(s.Groups * rows, new Kernels<V>(channels, rows, weights, transformed.Pointer, pitch));
        var job = new WinogradJob<V>(window, s.Batch, s.Groups, rows, height, width, (int*)offsets.Pointer)
        {
            Source = source,
            Weights = transformed.Pointer,
            WeightPitch = pitch,
            Bias = bias,
            Target = target,
        };
        Threads.For(job.Chunks, job);
    }

    private readonly struct Kernels<V>(int channels, int rows, float* weights, float* transformed, nint pitch) : IJob
        where V : struct, ILanes<V>
    {
        public void Run(int row)
        {
            float* to = transformed + ((((nint)(row / rows) * WinogradJob<V>.Points * rows) + (row % rows)) * pitch);
            WinogradTransforms.Kernels<V>(weights + ((nint)row * channels * 9), channels, to, rows * pitch);
        }
    }
}
