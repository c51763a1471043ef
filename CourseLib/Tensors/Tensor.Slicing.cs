using System.Runtime.CompilerServices;
using CourseLib.Autograd;
using CourseLib.Autograd.Functions;

namespace CourseLib.Tensors;

public sealed partial class Tensor
{
    /// <summary>A part of the tensor, copied: one selector for each leading axis, axes without one are taken whole. <c>t[1..3, .., ^1]</c>; an index drops its axis.</summary>
    /// <exception cref="ArgumentException">There are more selectors than axes, or one lies outside its axis.</exception>
    [IndexerName("At")]
    public Tensor this[params ReadOnlySpan<Selector> selectors]
    {
        get
        {
            if (selectors.Length > Rank)
                throw new ArgumentException($"shape {Shapes.Describe(shape)} has {Rank} axes, and {selectors.Length} selectors were given");
            var starts = new int[Rank];
            int[] lengths = Shape;
            var kept = new List<int>(Rank);
            for (int axis = 0; axis < Rank; axis++)
            {
                if (axis < selectors.Length) (starts[axis], lengths[axis]) = selectors[axis].Within(axis, shape);
                if (axis >= selectors.Length || !selectors[axis].IsIndex) kept.Add(lengths[axis]);
            }
            return Function.Apply(new SliceFunction(starts, lengths), this).Reshape([.. kept]);
        }
    }

    /// <summary>Elements <paramref name="start"/> to <paramref name="start"/> + <paramref name="length"/> − 1 along one axis, copied.</summary>
    /// <exception cref="ArgumentException">There is no such axis, or the part lies outside of it.</exception>
    public Tensor Slice(int axis, int start, int length)
    {
        int along = Shapes.Axis(nameof(Slice), axis, shape);
        if (start < 0 || length < 0 || start > shape[along] - length)
            throw new ArgumentException($"Slice: {length} elements from {start} lie outside axis {axis} of shape {Shapes.Describe(shape)}");
        var starts = new int[Rank];
        int[] lengths = Shape;
        starts[along] = start;
        lengths[along] = length;
        return Function.Apply(new SliceFunction(starts, lengths), this);
    }

    /// <summary>Element <paramref name="index"/> along one axis, which is dropped: image 3 of (N, C, H, W) is <c>Select(0, 3)</c>, of shape (C, H, W).</summary>
    /// <exception cref="ArgumentException">There is no such axis or index.</exception>
    public Tensor Select(int axis, int index)
    {
        int along = Shapes.Axis(nameof(Select), axis, shape);
        if ((uint)index >= (uint)shape[along])
            throw new ArgumentException($"Select: index {index} is outside axis {axis} of shape {Shapes.Describe(shape)}");
        return Slice(along, index, 1).Squeeze(along);
    }

    /// <summary>Chosen elements along one axis, in the order given, perhaps more than once: a batch of <c>IndexSelect(0, [5, 2, 7])</c>.</summary>
    /// <exception cref="ArgumentException">There is no such axis or index.</exception>
    public Tensor IndexSelect(int axis, int[] indices)
    {
        int along = Shapes.Axis(nameof(IndexSelect), axis, shape);
        foreach (int index in indices)
            if ((uint)index >= (uint)shape[along])
                throw new ArgumentException($"IndexSelect: index {index} is outside axis {axis} of shape {Shapes.Describe(shape)}");
        return Function.Apply(new IndexSelectFunction(along, (int[])indices.Clone()), this);
    }
}
