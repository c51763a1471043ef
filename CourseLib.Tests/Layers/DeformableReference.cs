using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Layers;

/// <summary>Deformable convolution and its gradients in double precision, from the tent function g(a, b) = max(0, 1 − |a − b|) that defines bilinear interpolation (Dai et al. 2017, equation 4).</summary>
internal sealed class DeformableReference
{
    public DeformableReference(Tensor x, Tensor offset, Tensor weight, Tensor? bias, Tensor? mask, Tensor upstream, Size2d stride, Size2d padding, Size2d dilation)
    {
        (Result, BiasGradient) = (new double[upstream.Count], new double[weight.Shape[0]]);
        (InputGradient, OffsetGradient, WeightGradient, MaskGradient) = (new double[x.Count], new double[offset.Count], new double[weight.Count], new double[offset.Count / 2]);
        int channels = x.Shape[1], height = x.Shape[2], width = x.Shape[3], filters = weight.Shape[0], depth = weight.Shape[1], taps = weight.Shape[2] * weight.Shape[3];
        int rows = upstream.Shape[2], columns = upstream.Shape[3], pixels = rows * columns, offsetGroups = offset.Shape[1] / (2 * taps), groups = channels / depth;
        float[] xs = x.ToArray(), offsets = offset.ToArray(), ws = weight.ToArray(), dy = upstream.ToArray();
        float[]? masks = mask?.ToArray();
        for (int y = 0; y < dy.Length; y++)
        {
            int n = y / (filters * pixels), o = y / pixels % filters, i = y % pixels / columns, j = y % columns;
            Result[y] += bias is null ? 0 : bias[o];
            BiasGradient[o] += dy[y];
            for (int k = 0; k < depth * taps; k++)
            {
                int channel = o / (filters / groups) * depth + k / taps, tap = k % taps;
                int move = ((n * offsetGroups + channel / (channels / offsetGroups)) * taps + tap) * pixels + y % pixels;
                int down = (move / pixels * 2) * pixels + y % pixels, right = down + pixels, plane = (n * channels + channel) * height * width, w = o * depth * taps + k;
                double row = i * stride.Height - padding.Height + tap / weight.Shape[3] * dilation.Height + (double)offsets[down];
                double column = j * stride.Width - padding.Width + tap % weight.Shape[3] * dilation.Width + (double)offsets[right];
                double scale = masks is null ? 1 : masks[move];
                for (int p = 0; p < height * width; p++)
                {
                    double a = Tent(row - p / width), b = Tent(column - p % width), value = xs[plane + p];
                    if (a == 0 || b == 0) continue;
                    Result[y] += ws[w] * scale * a * b * value;
                    WeightGradient[w] += dy[y] * scale * a * b * value;
                    MaskGradient[move] += dy[y] * ws[w] * a * b * value;
                    InputGradient[plane + p] += dy[y] * ws[w] * scale * a * b;
                    OffsetGradient[down] += dy[y] * ws[w] * scale * value * b * -Math.Sign(row - p / width);
                    OffsetGradient[right] += dy[y] * ws[w] * scale * value * a * -Math.Sign(column - p % width);
                }
            }
        }
    }

    public double[] Result { get; }

    public double[] InputGradient { get; }

    public double[] OffsetGradient { get; }

    public double[] WeightGradient { get; }

    public double[] BiasGradient { get; }

    public double[] MaskGradient { get; }

    private static double Tent(double distance) => Math.Max(0, 1 - Math.Abs(distance));
}
