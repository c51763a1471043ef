using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>What the adaptive poolings ask of their input.</summary>
internal static class AdaptiveWindow
{
    /// <summary>Refuses what is no image with pixels, and an output of no size.</summary>
    /// <exception cref="ArgumentException">The input has another rank or no pixels, or a size is not positive.</exception>
    public static void Require(string operation, Tensor x, Size2d output)
    {
        Shapes.RequireRank(operation, "the input", x, 4, "(N, C, H, W)");
        output.AtLeast(1, $"{operation}: the output size");
        if (x.Sizes[2] == 0 || x.Sizes[3] == 0) throw new ArgumentException($"{operation}: the input {Shapes.Describe(x.Sizes)} has no pixels; it needs at least one");
    }

    /// <summary>The common size of all windows if the output divides the input, which the ordinary poolings do faster.</summary>
    public static Size2d? IsEven(ReadOnlySpan<int> x, Size2d output) =>
        x[2] % output.Height == 0 && x[3] % output.Width == 0 ? new Size2d(x[2] / output.Height, x[3] / output.Width) : null;
}
