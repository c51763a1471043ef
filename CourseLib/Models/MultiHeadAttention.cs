using CourseLib.Initializers;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>
/// Self-attention in several heads: softmax(q·kᵀ/√d)·v in each, joined and projected (Vaswani et al. 2017, section 3.2). Input and result (N, length, features).
/// Parameters have the names and layout of PyTorch's MultiheadAttention.
/// </summary>
public sealed class MultiHeadAttention : Module
{
    private readonly Tensor inWeight, inBias;
    private readonly Linear output;
    private readonly int features, heads;

    /// <summary>A layer with new weights.</summary>
    /// <param name="features">Size of each element of the sequence.</param>
    /// <param name="heads">How many heads share the features.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is not positive, or the features cannot be divided among the heads.</exception>
    public MultiHeadAttention(int features, int heads, int? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(heads);
        if (features % heads != 0) throw new ArgumentException($"MultiHeadAttention: {features} features cannot be divided among {heads} heads");
        (this.features, this.heads) = (features, heads);
        var make = new LayerFactory(seed);
        inWeight = RegisterParameter("in_proj_weight", Tensor.Zeros(3 * features, features));
        Initializer.XavierUniform(inWeight, seed: make.Next());
        inBias = RegisterParameter("in_proj_bias", Tensor.Zeros(3 * features));
        output = RegisterModule("out_proj", make.Linear(features, features));
        output.Bias!.Fill(0);
    }

    /// <inheritdoc/>
    protected internal override string Details => $"{features}, {heads} heads";

    /// <summary>Where each element looks, in each head: (N, heads, length, length), every row adds up to 1.</summary>
    /// <exception cref="ArgumentException">The input has another layout or number of features.</exception>
    public Tensor Attention(Tensor x)
    {
        (Tensor query, Tensor key, _) = Project(x);
        return Attention(query, key);
    }

    /// <summary>The projections to queries, keys and values; products of queries and keys, and of attention and values, do not count by the convention.</summary>
    protected internal override long MultiplyAdds(int[] inputShape, int[] outputShape) => 3L * Shapes.Count(inputShape) * features;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        (Tensor query, Tensor key, Tensor value) = Project(x);
        Tensor y = Attention(query, key).MatMul(value).Permute(0, 2, 1, 3).Reshape(x.Shape);
        return Observed(x, output.Forward(y));
    }

    private Tensor Attention(Tensor query, Tensor key) => (query * (1 / MathF.Sqrt((float)features / heads))).MatMul(key.Transpose()).Softmax();

    /// <summary>Queries, keys and values: each (N, heads, length, features/heads).</summary>
    private (Tensor Query, Tensor Key, Tensor Value) Project(Tensor x)
    {
        Shapes.RequireRank(nameof(MultiHeadAttention), "the input", x, 3, "(N, length, features)");
        if (x.Sizes[2] != features) throw new ArgumentException($"MultiHeadAttention: the input has shape {Shapes.Describe(x.Sizes)}, and its last axis must have {features} features");
        Tensor all = Functional.Linear(x, inWeight, inBias).Reshape(x.Sizes[0], x.Sizes[1], 3, heads, features / heads).Permute(2, 0, 3, 1, 4);
        return (all.Select(0, 0), all.Select(0, 1), all.Select(0, 2));
    }
}
