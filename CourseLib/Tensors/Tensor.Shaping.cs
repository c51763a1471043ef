using CourseLib.Autograd;
using CourseLib.Autograd.Functions;

namespace CourseLib.Tensors;

public sealed partial class Tensor
{
    /// <summary>The transpose of a matrix.</summary>
    /// <exception cref="ArgumentException">The tensor is not a matrix.</exception>
    public Tensor T
    {
        get
        {
            Shapes.RequireRank(nameof(T), "the tensor", this, 2, "(rows, columns)");
            return Permute(1, 0);
        }
    }

    /// <summary>The same elements in another shape, sharing memory; one size may be −1 and follows from the others.</summary>
    /// <exception cref="ArgumentException">The number of elements would change.</exception>
    public Tensor Reshape(params int[] newShape)
    {
        int[] sizes = (int[])newShape.Clone();
        int unknown = Array.IndexOf(sizes, -1);
        if (unknown >= 0)
        {
            sizes[unknown] = 1;
            int known = Array.IndexOf(sizes, -1) >= 0 ? 0 : Shapes.Count(sizes);
            if (known == 0 || Count % known != 0)
                throw new ArgumentException($"Reshape: {Shapes.Describe(shape)} has {Count} elements, from which the -1 in {Shapes.Describe(newShape)} does not follow");
            sizes[unknown] = Count / known;
        }
        if (Shapes.Count(sizes) != Count)
            throw new ArgumentException($"Reshape: {Shapes.Describe(shape)} has {Count} elements, and {Shapes.Describe(newShape)} has {Shapes.Count(sizes)}");
        return Function.Apply(new ReshapeFunction(sizes), this);
    }

    /// <summary>Axes <paramref name="startAxis"/> to <paramref name="endAxis"/> made one: (N, C, H, W) flattened from axis 1 is (N, C·H·W).</summary>
    /// <exception cref="ArgumentException">There is no such axis, or they are in the wrong order.</exception>
    public Tensor Flatten(int startAxis = 0, int endAxis = -1)
    {
        if (Rank == 0) return Reshape(1);
        int first = Shapes.Axis(nameof(Flatten), startAxis, shape), last = Shapes.Axis(nameof(Flatten), endAxis, shape);
        if (first > last) throw new ArgumentException($"Flatten: axis {startAxis} of shape {Shapes.Describe(shape)} comes after axis {endAxis}");
        return Reshape([.. shape[..first], Shapes.Product(shape, first, last + 1), .. shape[(last + 1)..]]);
    }

    /// <summary>Adds an axis of size 1, so that it becomes axis <paramref name="axis"/>.</summary>
    /// <exception cref="ArgumentException">There is no such place.</exception>
    public Tensor Unsqueeze(int axis)
    {
        if (axis < -Rank - 1 || axis > Rank)
            throw new ArgumentException($"Unsqueeze: an axis cannot be added at {axis} to shape {Shapes.Describe(shape)}; give one from {-Rank - 1} to {Rank}");
        int at = axis < 0 ? axis + Rank + 1 : axis;
        return Reshape([.. shape[..at], 1, .. shape[at..]]);
    }

    /// <summary>Removes an axis of size 1; every such axis if null.</summary>
    /// <exception cref="ArgumentException">There is no such axis, or it has another size.</exception>
    public Tensor Squeeze(int? axis = null)
    {
        if (axis is null) return Reshape([.. shape.Where(size => size != 1)]);
        int at = Shapes.Axis(nameof(Squeeze), axis.Value, shape);
        if (shape[at] != 1) throw new ArgumentException($"Squeeze: axis {axis} of shape {Shapes.Describe(shape)} has size {shape[at]}, not 1");
        return Reshape([.. shape[..at], .. shape[(at + 1)..]]);
    }

    /// <summary>The axes in another order: axis i of the result is axis <paramref name="order"/>[i].</summary>
    /// <exception cref="ArgumentException">The order does not name every axis once.</exception>
    public Tensor Permute(params int[] order)
    {
        int[] axes = Array.ConvertAll(order, axis => Shapes.Axis(nameof(Permute), axis, shape));
        if (axes.Length != Rank || axes.Distinct().Count() != Rank)
            throw new ArgumentException($"Permute: {Shapes.Describe(order)} must name every axis of shape {Shapes.Describe(shape)} once");
        return Function.Apply(new PermuteFunction(axes), this);
    }

    /// <summary>Two axes exchanged; the last two if none are named.</summary>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public Tensor Transpose(int axis = -2, int other = -1)
    {
        int a = Shapes.Axis(nameof(Transpose), axis, shape), b = Shapes.Axis(nameof(Transpose), other, shape);
        int[] order = [.. Enumerable.Range(0, Rank)];
        (order[a], order[b]) = (order[b], order[a]);
        return Permute(order);
    }

    /// <summary>The tensor stretched along its axes of size 1, and along new leading axes, by NumPy's rule.</summary>
    /// <exception cref="ArgumentException">It does not stretch to that shape.</exception>
    public Tensor BroadcastTo(params int[] newShape) =>
        Sizes.SequenceEqual(newShape) ? this : Function.Apply(new BroadcastFunction((int[])newShape.Clone()), this);

    /// <summary>Tensors one after another along an axis that they have.</summary>
    /// <exception cref="ArgumentException">There are none, or their other axes differ.</exception>
    public static Tensor Concat(IReadOnlyList<Tensor> tensors, int axis = 0)
    {
        RefuseMissing(nameof(Concat), tensors);
        if (tensors.Count == 0) throw new ArgumentException("Concat: there are no tensors");
        int[] first = tensors[0].shape;
        int along = Shapes.Axis(nameof(Concat), axis, first);
        for (int index = 1; index < tensors.Count; index++)
        {
            int[] wanted = (int[])first.Clone();
            if (tensors[index].Rank == first.Length) wanted[along] = tensors[index].shape[along];
            if (!tensors[index].Sizes.SequenceEqual(wanted))
                throw new ArgumentException($"Concat: tensor 0 has shape {Shapes.Describe(first)} and tensor {index} {Shapes.Describe(tensors[index].shape)}; they may differ along axis {axis} only");
        }
        return Function.Apply(new ConcatFunction(along), [.. tensors]);
    }

    /// <summary>Tensors of one shape along a new axis.</summary>
    /// <exception cref="ArgumentException">There are none, or their shapes differ.</exception>
    public static Tensor Stack(IReadOnlyList<Tensor> tensors, int axis = 0)
    {
        RefuseMissing(nameof(Stack), tensors);
        if (tensors.Count == 0) throw new ArgumentException("Stack: there are no tensors");
        for (int index = 1; index < tensors.Count; index++) Shapes.Require(nameof(Stack), $"tensor {index}", tensors[index].shape, tensors[0].shape);
        return Concat([.. tensors.Select(tensor => tensor.Unsqueeze(axis))], axis);
    }

    private static void RefuseMissing(string operation, IReadOnlyList<Tensor> tensors)
    {
        Shapes.RequireGiven(operation, "the list of tensors", tensors);
        for (int index = 0; index < tensors.Count; index++)
            if (tensors[index] is null) throw new ArgumentNullException(null, $"{operation}: tensor {index} is null, and must be given");
    }

    /// <summary>Adds elements around the tensor: <paramref name="padding"/> holds (before, after) for each axis, the first axis first.</summary>
    /// <exception cref="ArgumentException">There is not one pair for each axis, or one is negative.</exception>
    public Tensor Pad((int Before, int After)[] padding, float value = 0)
    {
        Shapes.RequireGiven(nameof(Pad), "the padding", padding);
        if (padding.Length != Rank)
            throw new ArgumentException($"Pad: shape {Shapes.Describe(shape)} has {Rank} axes, and {padding.Length} pairs were given");
        int wrong = Array.FindIndex(padding, pair => pair.Before < 0 || pair.After < 0);
        if (wrong >= 0) throw new ArgumentException($"Pad: the padding of axis {wrong} is ({padding[wrong].Before}, {padding[wrong].After}), and must be at least 0; use Slice to cut");
        return Function.Apply(new PadFunction(Array.ConvertAll(padding, pair => pair.Before), Array.ConvertAll(padding, pair => pair.After), value), this);
    }

    /// <summary>Adds <paramref name="height"/> rows above and below and <paramref name="width"/> columns left and right of the last two axes.</summary>
    /// <exception cref="ArgumentException">The tensor has fewer than two axes, or a size is negative.</exception>
    public Tensor Pad2d(int height, int width, float value = 0)
    {
        if (Rank < 2) throw new ArgumentException($"Pad2d: shape {Shapes.Describe(shape)} has fewer than two axes");
        var padding = new (int, int)[Rank];
        padding[^2] = (height, height);
        padding[^1] = (width, width);
        return Pad(padding, value);
    }
}
