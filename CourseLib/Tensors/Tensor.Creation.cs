using System.Runtime.CompilerServices;

namespace CourseLib.Tensors;

public sealed partial class Tensor
{
    /// <summary>A tensor of zeros.</summary>
    public static Tensor Zeros(params int[] shape) => Full(shape, 0);

    /// <summary>A tensor of ones.</summary>
    public static Tensor Ones(params int[] shape) => Full(shape, 1);

    /// <summary>A tensor of zeros of another one's shape.</summary>
    public static Tensor ZerosLike(Tensor like) => Full(Given(like).shape, 0);

    /// <summary>A tensor of ones of another one's shape.</summary>
    public static Tensor OnesLike(Tensor like) => Full(Given(like).shape, 1);

    /// <summary>A tensor with every element <paramref name="value"/>.</summary>
    public static Tensor Full(int[] shape, float value)
    {
        Tensor result = Uninitialized(Copy(shape));
        result.Elements.Fill(value);
        return result;
    }

    /// <summary>A tensor of no axes that holds one number.</summary>
    public static Tensor Scalar(float value) => Full([], value);

    /// <summary>A vector with a copy of <paramref name="values"/>.</summary>
    public static Tensor From(ReadOnlySpan<float> values) => From(values, [values.Length]);

    /// <summary>A tensor of <paramref name="shape"/> with a copy of <paramref name="values"/> in row-major order.</summary>
    /// <exception cref="ArgumentException">The shape does not have as many elements as there are values.</exception>
    public static Tensor From(ReadOnlySpan<float> values, params int[] shape)
    {
        if (Shapes.Count(shape) != values.Length)
            throw new ArgumentException($"From: shape {Shapes.Describe(shape)} has {Shapes.Count(shape)} elements, and {values.Length} values were given");
        Tensor result = Uninitialized(Copy(shape));
        values.CopyTo(result.Elements);
        return result;
    }

    /// <summary>A matrix, row by row.</summary>
    public static Tensor From(float[,] values) => FromArray(values);

    /// <summary>A tensor of three axes.</summary>
    public static Tensor From(float[,,] values) => FromArray(values);

    /// <summary>A tensor of four axes.</summary>
    public static Tensor From(float[,,,] values) => FromArray(values);

    /// <summary>A matrix of rows of equal length.</summary>
    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    public static Tensor From(float[][] rows)
    {
        int columns = Given(rows).Length == 0 ? 0 : rows[0].Length;
        Tensor result = Uninitialized([rows.Length, columns]);
        Span<float> elements = result.Elements;
        for (int row = 0; row < rows.Length; row++)
        {
            if (rows[row].Length != columns)
                throw new ArgumentException($"From: row {row} has {rows[row].Length} values, and row 0 has {columns}");
            rows[row].CopyTo(elements[(row * columns)..]);
        }
        GC.KeepAlive(result);
        return result;
    }

    /// <summary>The vector start, start + step, … up to but not including <paramref name="end"/>.</summary>
    /// <exception cref="ArgumentException">The step is zero.</exception>
    public static Tensor Arange(float start, float end, float step = 1)
    {
        Argument.Finite(nameof(Arange), "the start", start);
        Argument.Finite(nameof(Arange), "the end", end);
        if (Argument.Finite(nameof(Arange), "the step", step) == 0) throw new ArgumentException("Arange: the step is 0");
        int count = (int)Math.Max(0, Math.Ceiling(((double)end - start) / step));
        Tensor result = Uninitialized([count]);
        Span<float> elements = result.Elements;
        for (int index = 0; index < count; index++) elements[index] = (float)(start + (double)step * index);
        GC.KeepAlive(result);
        return result;
    }

    /// <summary>The vector 0, 1, … <paramref name="count"/> − 1.</summary>
    public static Tensor Arange(int count) => Arange(0, count);

    /// <summary><paramref name="count"/> numbers from <paramref name="start"/> to <paramref name="end"/>, both included, evenly spaced.</summary>
    public static Tensor Linspace(float start, float end, int count)
    {
        Tensor result = Uninitialized([count]);
        Span<float> elements = result.Elements;
        for (int index = 0; index < count; index++)
            elements[index] = count == 1 ? start : (float)(start + ((double)end - start) * index / (count - 1));
        GC.KeepAlive(result);
        return result;
    }

    /// <summary>The identity matrix of <paramref name="size"/> rows.</summary>
    public static Tensor Eye(int size)
    {
        Tensor result = Zeros(size, size);
        Span<float> elements = result.Elements;
        for (int row = 0; row < size; row++) elements[row * size + row] = 1;
        GC.KeepAlive(result);
        return result;
    }

    /// <summary>One row per label, 1 at the label's column and 0 elsewhere: (labels, classes).</summary>
    /// <exception cref="ArgumentException">A label is not a class.</exception>
    public static Tensor OneHot(int[] labels, int classes)
    {
        Tensor result = Zeros(Given(labels).Length, classes);
        Span<float> elements = result.Elements;
        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classes)
                throw new ArgumentException($"OneHot: label {labels[row]} at index {row} is not one of 0 to {classes - 1}");
            elements[row * classes + labels[row]] = 1;
        }
        GC.KeepAlive(result);
        return result;
    }

    /// <summary>Independent numbers, uniform from <paramref name="low"/> (included) to <paramref name="high"/> (not included). The same seed gives the same bytes on every machine.</summary>
    public static Tensor Rand(int[] shape, int seed, float low = 0, float high = 1) => Rand(shape, new Generator(seed), low, high);

    /// <summary>Independent uniform numbers drawn from <paramref name="generator"/> (the default one if null).</summary>
    public static Tensor Rand(int[] shape, Generator? generator = null, float low = 0, float high = 1)
    {
        Tensor result = Uninitialized(Copy(shape));
        (generator ?? Generator.Default).FillUniform(result.Elements, low, high);
        GC.KeepAlive(result);
        return result;
    }

    /// <summary>Independent standard normal numbers. The same seed gives the same bytes on every machine.</summary>
    public static Tensor Randn(int[] shape, int seed) => Randn(shape, new Generator(seed));

    /// <summary>Independent standard normal numbers drawn from <paramref name="generator"/> (the default one if null).</summary>
    public static Tensor Randn(int[] shape, Generator? generator = null)
    {
        Tensor result = Uninitialized(Copy(shape));
        (generator ?? Generator.Default).FillNormal(result.Elements, 0, 1);
        GC.KeepAlive(result);
        return result;
    }

    private static int[] Copy(int[] shape) => (int[])Given(shape).Clone();

    private static T Given<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    private static Tensor FromArray(Array values)
    {
        var dims = new int[Given(values).Rank];
        for (int axis = 0; axis < dims.Length; axis++) dims[axis] = values.GetLength(axis);
        var flat = new float[values.Length];
        Buffer.BlockCopy(values, 0, flat, 0, flat.Length * sizeof(float));
        return From(flat.AsSpan(), dims);
    }
}
