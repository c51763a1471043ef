using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>An axis continued beyond its ends by elements of its own; the gradients of an element's copies are added to its own.</summary>
internal sealed class PadAxisFunction(int axis, int before, int after, PaddingMode mode) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0];
        context.State = x.Shape;
        int[] shape = x.Shape;
        int outer = Shapes.Product(shape, 0, axis), size = shape[axis], inner = Shapes.Product(shape, axis + 1, shape.Length), padded = before + size + after;
        shape[axis] = padded;
        Tensor y = Tensor.Uninitialized(shape);
        (int Place, int Source)[] copies = Copies(size);
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<float> from = x.Elements.Slice(o * size * inner, size * inner);
            Span<float> to = y.Elements.Slice(o * padded * inner, padded * inner);
            from.CopyTo(to[(before * inner)..]);
            foreach ((int place, int source) in copies) from.Slice(source * inner, inner).CopyTo(to[(place * inner)..]);
        }
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        var shape = (int[])context.State!;
        int outer = Shapes.Product(shape, 0, axis), size = shape[axis], inner = Shapes.Product(shape, axis + 1, shape.Length), padded = before + size + after;
        Tensor dx = Tensor.Uninitialized(shape);
        (int Place, int Source)[] copies = Copies(size);
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<float> from = upstream.Elements.Slice(o * padded * inner, padded * inner);
            Span<float> to = dx.Elements.Slice(o * size * inner, size * inner);
            from.Slice(before * inner, size * inner).CopyTo(to);
            foreach ((int place, int source) in copies)
            {
                if (inner == 1)
                {
                    to[source] += from[place];
                    continue;
                }
                Span<float> target = to.Slice(source * inner, inner);
                Elementwise.Binary<Add>(target, from.Slice(place * inner, inner), target);
            }
        }
        return [dx];
    }

    /// <summary>For each padded place, which element of the axis it repeats.</summary>
    private (int Place, int Source)[] Copies(int size)
    {
        var places = Enumerable.Range(0, before).Concat(Enumerable.Range(before + size, after));
        return [.. places.Select(place => (place, Source(place - before, size)))];
    }

    private int Source(int index, int size) => mode switch
    {
        PaddingMode.Reflect => index < 0 ? -index : 2 * (size - 1) - index,
        PaddingMode.Replicate => Math.Clamp(index, 0, size - 1),
        _ => index < 0 ? index + size : index - size,
    };
}
