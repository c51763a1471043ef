using System.Diagnostics.CodeAnalysis;

namespace CourseLib.Tensors;

/// <summary>Arithmetic of shapes and axes, and the messages when they do not fit.</summary>
internal static class Shapes
{
    /// <summary>A shape as messages show it: <c>[8, 3, 4, 4]</c>.</summary>
    public static string Describe(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    /// <summary>The number of elements of a shape.</summary>
    /// <exception cref="ArgumentException">An axis is negative, or there would be more elements than an array holds.</exception>
    public static int Count(ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (int size in shape)
        {
            if (size < 0) throw new ArgumentException($"the shape {Describe(shape)} has a negative axis");
            count *= size;
            if (count > Array.MaxLength) throw new ArgumentException($"the shape {Describe(shape)} has more than {Array.MaxLength} elements");
        }
        return (int)count;
    }

    /// <summary>The product of the sizes of axes from <paramref name="from"/> up to but not including <paramref name="to"/>.</summary>
    public static int Product(ReadOnlySpan<int> shape, int from, int to)
    {
        int product = 1;
        for (int axis = from; axis < to; axis++) product *= shape[axis];
        return product;
    }

    /// <summary>Row-major strides, in elements.</summary>
    public static int[] Strides(ReadOnlySpan<int> shape)
    {
        var strides = new int[shape.Length];
        int stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strides;
    }

    /// <summary>An axis counted from the front; −1 is the last one.</summary>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public static int Axis(string operation, int axis, ReadOnlySpan<int> shape)
    {
        int rank = shape.Length;
        if (axis < -rank || axis >= rank)
            throw new ArgumentException($"{operation}: axis {axis} does not exist in shape {Describe(shape)}; give one from {-rank} to {rank - 1}");
        return axis < 0 ? axis + rank : axis;
    }

    /// <summary>Marks the axes named; all of them for null.</summary>
    /// <exception cref="ArgumentException">There is no such axis, or one is named twice.</exception>
    public static bool[] Axes(string operation, int[]? axes, ReadOnlySpan<int> shape)
    {
        var chosen = new bool[shape.Length];
        if (axes is null) Array.Fill(chosen, true);
        else
            foreach (int axis in axes)
            {
                int index = Axis(operation, axis, shape);
                if (chosen[index]) throw new ArgumentException($"{operation}: axis {axis} is named twice for shape {Describe(shape)}");
                chosen[index] = true;
            }
        return chosen;
    }

    /// <summary>The shape left when the marked axes are reduced.</summary>
    public static int[] Reduced(ReadOnlySpan<int> shape, bool[] reduced, bool keepDims)
    {
        var left = new List<int>(shape.Length);
        for (int axis = 0; axis < shape.Length; axis++)
            if (!reduced[axis]) left.Add(shape[axis]);
            else if (keepDims) left.Add(1);
        return [.. left];
    }

    /// <summary>The shape of the result of an element-wise operation by NumPy's rule: axes are matched from the last, and size 1 stretches.</summary>
    /// <exception cref="ArgumentException">Two sizes differ and neither is 1.</exception>
    public static int[] Broadcast(string operation, ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var result = new int[Math.Max(left.Length, right.Length)];
        for (int back = 1; back <= result.Length; back++)
        {
            int a = back <= left.Length ? left[^back] : 1;
            int b = back <= right.Length ? right[^back] : 1;
            if (a != b && a != 1 && b != 1)
                throw new ArgumentException($"{operation}: shapes {Describe(left)} and {Describe(right)} do not broadcast: axis {-back} has sizes {a} and {b}, and neither is 1");
            result[^back] = a == 1 ? b : a;
        }
        return result;
    }

    /// <summary>Refuses a tensor that has another shape than an operation needs.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void Require(string operation, string what, ReadOnlySpan<int> actual, ReadOnlySpan<int> wanted)
    {
        if (!actual.SequenceEqual(wanted))
            throw new ArgumentException($"{operation}: {what} has shape {Describe(actual)}, and must have {Describe(wanted)}");
    }

    /// <summary>Refuses a tensor that is not given, or has another shape than an operation needs.</summary>
    /// <exception cref="ArgumentException">The tensor is null, or the shapes differ.</exception>
    public static void Require(string operation, string what, [NotNull] Tensor? actual, ReadOnlySpan<int> wanted)
    {
        RequireGiven(operation, what, actual);
        Require(operation, what, actual.Sizes, wanted);
    }

    /// <summary>Refuses a tensor that is not given, or has another number of axes than an operation needs.</summary>
    /// <exception cref="ArgumentException">The tensor is null, or the rank differs; <paramref name="layout"/> says what the axes mean.</exception>
    public static void RequireRank(string operation, string what, [NotNull] Tensor? actual, int rank, string layout)
    {
        RequireGiven(operation, what, actual);
        if (actual.Rank != rank)
            throw new ArgumentException($"{operation}: {what} has shape {Describe(actual.Sizes)}, and must have {rank} axes {layout}");
    }

    /// <summary>Refuses an argument that is not given.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public static void RequireGiven(string operation, string what, [NotNull] object? value)
    {
        if (value is null) throw new ArgumentNullException(null, $"{operation}: {what} is null, and must be given");
    }
}
