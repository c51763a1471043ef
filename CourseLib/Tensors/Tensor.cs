using System.Runtime.CompilerServices;
using CourseLib.Formatting;

namespace CourseLib.Tensors;

/// <summary>A float32 array of any rank, row-major and contiguous, that can remember how it was computed and so have a gradient.</summary>
/// <remarks>
/// Operations give new tensors; only the indexer's setter, <see cref="Span"/>, <see cref="CopyFrom"/> and <see cref="Fill"/> change one in place.
/// <see cref="Reshape"/>, <see cref="Flatten"/> and <see cref="Detach"/> share the elements of their source. Nothing needs disposing.
/// </remarks>
[TypeFormatterSource(typeof(TensorFormatters), PreferredMimeTypes = ["text/html"])]
public sealed partial class Tensor
{
    private readonly Storage storage;
    private readonly int[] shape;

    private Tensor(Storage storage, int[] shape)
    {
        this.storage = storage;
        this.shape = shape;
    }

    /// <summary>The size of each axis; empty for a scalar. The array is a copy.</summary>
    public int[] Shape => (int[])shape.Clone();

    /// <summary>The number of axes.</summary>
    public int Rank => shape.Length;

    /// <summary>The number of elements.</summary>
    public int Count => storage.Count;

    /// <summary>The elements in row-major order, to read and to write. Writing is not recorded for gradients.</summary>
    public Span<float> Span
    {
        get
        {
            storage.Expose();
            return storage.Elements;
        }
    }

    /// <summary>The elements in row-major order, to read.</summary>
    public ReadOnlySpan<float> ReadOnlySpan => Span;

    /// <summary>The shape, not copied.</summary>
    internal ReadOnlySpan<int> Sizes => shape;

    /// <summary>What holds the elements.</summary>
    internal Storage Storage => storage;

    /// <summary>The elements, for the library's own code, which keeps the tensor reachable while it uses them.</summary>
    internal Span<float> Elements => storage.Elements;

    /// <summary>The element at a full index, one number per axis.</summary>
    /// <exception cref="ArgumentException">There are more or fewer numbers than axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not an index of its axis.</exception>
    [IndexerName("At")] // "Item", the usual name, is the method that PyTorch users know.
    public float this[params ReadOnlySpan<int> index]
    {
        get
        {
            float element = storage.Elements[Offset(index)];
            GC.KeepAlive(this);
            return element;
        }
        set
        {
            RefuseLeafChange("setting an element");
            storage.Elements[Offset(index)] = value;
            storage.Version++;
            GC.KeepAlive(this);
        }
    }

    /// <summary>The only element of a tensor that has one.</summary>
    /// <exception cref="InvalidOperationException">There is not exactly one element.</exception>
    public float Item()
    {
        if (Count != 1) throw new InvalidOperationException($"Item: shape {Shapes.Describe(shape)} has {Count} elements, and Item needs exactly one");
        float element = storage.Elements[0];
        GC.KeepAlive(this);
        return element;
    }

    /// <summary>A copy of the elements, row-major.</summary>
    public float[] ToArray()
    {
        float[] copy = storage.Elements.ToArray();
        GC.KeepAlive(this);
        return copy;
    }

    /// <summary>A tensor with the same elements in memory of its own; gradients do not flow through it.</summary>
    public Tensor Clone()
    {
        Tensor copy = Uninitialized(Shape);
        storage.Elements.CopyTo(copy.Elements);
        GC.KeepAlive(this);
        return copy;
    }

    /// <summary>Overwrites the elements with those of <paramref name="source"/>, which has the same shape. Not recorded for gradients.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public void CopyFrom(Tensor source)
    {
        Shapes.Require(nameof(CopyFrom), "the source", source.shape, shape);
        source.Elements.CopyTo(storage.Elements);
        storage.Version++;
        GC.KeepAlive(source);
        GC.KeepAlive(this);
    }

    /// <summary>Sets every element to <paramref name="value"/>. Not recorded for gradients.</summary>
    public void Fill(float value)
    {
        storage.Elements.Fill(value);
        storage.Version++;
        GC.KeepAlive(this);
    }

    /// <summary>A tensor whose elements are whatever was in the memory; the caller overwrites all of them.</summary>
    internal static Tensor Uninitialized(int[] shape) => new(Storage.Rent(Shapes.Count(shape)), shape);

    /// <summary>A tensor over this one's storage. <paramref name="newShape"/> has as many elements.</summary>
    internal Tensor View(int[] newShape) => new(storage, newShape);

    /// <summary>Counts a change in place that was made through <see cref="Elements"/>.</summary>
    internal void Changed() => storage.Version++;

    private int Offset(ReadOnlySpan<int> index)
    {
        if (index.Length != shape.Length)
            throw new ArgumentException($"an element of shape {Shapes.Describe(shape)} needs {shape.Length} indices, not {index.Length}; for a part of the tensor write t[1, ..] or use Select");
        int offset = 0;
        for (int axis = 0; axis < index.Length; axis++)
        {
            if ((uint)index[axis] >= (uint)shape[axis])
                throw new ArgumentOutOfRangeException(nameof(index), $"index {index[axis]} is outside axis {axis} of shape {Shapes.Describe(shape)}");
            offset = offset * shape[axis] + index[axis];
        }
        return offset;
    }
}
