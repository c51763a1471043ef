using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>An encoder layer with its norms first: x + attention(norm(x)), then x + MLP(norm(x)) (Dosovitskiy et al. 2021, equations 2 and 3). Input and result (N, length, features).</summary>
public sealed class TransformerBlock : Module
{
    private readonly LayerNorm norm1, norm2;
    private readonly Dropout dropout;
    private readonly Sequential mlp;

    /// <summary>A layer with new weights.</summary>
    /// <param name="features">Size of each element of the sequence.</param>
    /// <param name="heads">Heads of the attention.</param>
    /// <param name="hidden">Units of the MLP's hidden layer.</param>
    /// <param name="dropout">Probability, after the attention and in the MLP.</param>
    /// <param name="activation">Makes the MLP's activation; GELU if null.</param>
    /// <param name="eps">ε of the norms.</param>
    /// <param name="seed">Fixes the weights and the dropout.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the features cannot be divided among the heads.</exception>
    public TransformerBlock(int features, int heads, int hidden, float dropout = 0, Func<Module>? activation = null, float eps = 1e-6f, int? seed = null)
    {
        var make = new LayerFactory(seed);
        norm1 = RegisterModule("ln_1", new LayerNorm(features, eps));
        Attention = RegisterModule("self_attention", new MultiHeadAttention(features, heads, make.Next()));
        this.dropout = RegisterModule("dropout", new Dropout(dropout, make.Next()));
        norm2 = RegisterModule("ln_2", new LayerNorm(features, eps));
        mlp = RegisterModule("mlp", new Sequential(
            make.Linear(features, hidden), activation?.Invoke() ?? new GELU(), new Dropout(dropout, make.Next()), make.Linear(hidden, features), new Dropout(dropout, make.Next())));
    }

    /// <summary>The attention layer.</summary>
    public MultiHeadAttention Attention { get; }

    /// <summary>Where each element looks, in each head, given this block's input: (N, heads, length, length).</summary>
    public Tensor AttentionOf(Tensor x) => Attention.Attention(norm1.Forward(x));

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        Tensor y = x + dropout.Forward(Attention.Forward(norm1.Forward(x)));
        return Observed(x, y + mlp.Forward(norm2.Forward(y)));
    }
}
