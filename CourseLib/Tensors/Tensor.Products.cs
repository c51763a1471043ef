using CourseLib.Autograd;
using CourseLib.Autograd.Functions;

namespace CourseLib.Tensors;

public sealed partial class Tensor
{
    /// <summary>
    /// The matrix product, by NumPy's rules: (m, k)·(k, n) gives (m, n); leading axes are a batch and broadcast;
    /// a vector stands for a row on the left and for a column on the right, and that axis is not in the result.
    /// </summary>
    /// <exception cref="ArgumentException">An operand is a scalar, the inner sizes differ, or the leading axes do not broadcast.</exception>
    public Tensor MatMul(Tensor other)
    {
        if (Rank == 0 || other.Rank == 0)
            throw new ArgumentException($"MatMul: shapes {Shapes.Describe(shape)} and {Shapes.Describe(other.shape)}: a scalar is no matrix; use * to scale");
        if (Rank == 1 || other.Rank == 1) return MatMulOfVector(other);
        if (shape[^1] != other.shape[^2])
            throw new ArgumentException($"MatMul: shapes {Shapes.Describe(shape)} and {Shapes.Describe(other.shape)}: axis -1 of the left has size {shape[^1]}, and axis -2 of the right {other.shape[^2]}; they must be equal");
        if (other.Rank == 2 && Rank > 2)
            return Reshape(-1, shape[^1]).MatMul(other).Reshape([.. shape[..^1], other.shape[^1]]);

        ReadOnlySpan<int> mine = shape.AsSpan(..^2), others = other.shape.AsSpan(..^2);
        if (mine.SequenceEqual(others) || Rank == 2) return Function.Apply(new MatMulFunction(), this, other);
        int[] batch = Shapes.Broadcast(nameof(MatMul), mine, others);
        return Function.Apply(new MatMulFunction(), BroadcastTo([.. batch, .. shape[^2..]]), other.BroadcastTo([.. batch, .. other.shape[^2..]]));
    }

    private Tensor MatMulOfVector(Tensor other)
    {
        Tensor left = Rank == 1 ? Reshape(1, Count) : this;
        Tensor right = other.Rank == 1 ? other.Reshape(other.Count, 1) : other;
        Tensor product = left.MatMul(right);
        var kept = new List<int>(product.shape);
        if (other.Rank == 1) kept.RemoveAt(kept.Count - 1);
        if (Rank == 1) kept.RemoveAt(kept.Count - (other.Rank == 1 ? 1 : 2));
        return product.Reshape([.. kept]);
    }
}
