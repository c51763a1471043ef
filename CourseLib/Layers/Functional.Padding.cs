using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Layers;

public static partial class Functional
{
    /// <summary>Continues the last axes of a tensor beyond their ends: <paramref name="padding"/> holds (before, after) for each of them, so that two pairs pad the rows and columns of images.</summary>
    /// <exception cref="ArgumentException">There are more pairs than axes, a size is negative, or an axis is too short: reflection needs less than its size, and repetition at most its size.</exception>
    public static Tensor Pad(Tensor x, (int Before, int After)[] padding, PaddingMode mode = PaddingMode.Zeros) => Pad("Pad", x, padding, mode);

    /// <summary><see cref="Pad(Tensor, ValueTuple{int, int}[], PaddingMode)"/> on behalf of an operation that messages name.</summary>
    internal static Tensor Pad(string operation, Tensor x, (int Before, int After)[] padding, PaddingMode mode)
    {
        Shapes.RequireGiven(operation, "the input", x);
        Shapes.RequireGiven(operation, "the padding", padding);
        int first = x.Rank - padding.Length;
        if (first < 0) throw new ArgumentException($"{operation}: shape {Shapes.Describe(x.Sizes)} has {x.Rank} axes, and {padding.Length} pairs of padding were given");
        for (int index = 0; index < padding.Length; index++) RequireRoom(operation, x, first + index, padding[index], mode);
        if (mode == PaddingMode.Zeros) return x.Pad([.. new (int, int)[first], .. padding]);
        for (int index = 0; index < padding.Length; index++)
        {
            (int before, int after) = padding[index];
            if (before + after > 0) x = Function.Apply(new PadAxisFunction(first + index, before, after, mode), x);
        }
        return x;
    }

    private static void RequireRoom(string operation, Tensor x, int axis, (int Before, int After) padding, PaddingMode mode)
    {
        if (!Enum.IsDefined(mode)) throw new ArgumentException($"{operation}: there is no padding mode {mode}");
        int size = x.Sizes[axis], most = Math.Max(padding.Before, padding.After);
        if (padding.Before < 0 || padding.After < 0) throw new ArgumentException($"{operation}: the padding of axis {axis} is ({padding.Before}, {padding.After}), and must be at least 0");
        int limit = mode switch { PaddingMode.Reflect => size - 1, PaddingMode.Circular => size, PaddingMode.Replicate when size == 0 => 0, _ => int.MaxValue };
        if (most > limit)
            throw new ArgumentException($"{operation}: padding axis {axis} of shape {Shapes.Describe(x.Sizes)} by {most} with mode {mode} needs more than its {size} elements; {limit} is the most");
    }
}
