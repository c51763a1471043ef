using CourseLib.Autograd;

namespace CourseLib.Tensors;

public sealed partial class Tensor
{
    private bool isLeafWithGradient;

    /// <summary>
    /// Whether gradients with respect to this tensor are computed: true for what was computed from a tensor that requires them,
    /// and settable on others (parameters, inputs under study).
    /// </summary>
    /// <exception cref="InvalidOperationException">Set to false on a computed tensor; use <see cref="Detach"/>.</exception>
    public bool RequiresGrad
    {
        get => isLeafWithGradient || Creator is not null;
        set
        {
            if (Creator is not null && !value)
                throw new InvalidOperationException("RequiresGrad: this tensor was computed from others that require gradients; use Detach() to cut it off");
            if (Creator is null) isLeafWithGradient = value;
        }
    }

    /// <summary>The gradient that <see cref="Backward()"/> has added up here so far; null before. Kept for leaves, and where <see cref="RetainGrad"/> asked.</summary>
    public Tensor? Grad { get; set; }

    /// <summary>Whether this tensor was not computed by a recorded operation.</summary>
    public bool IsLeaf => Creator is null;

    /// <summary>The recorded operation that made this tensor.</summary>
    internal Node? Creator { get; set; }

    /// <summary>Adds the gradient of this number with respect to every leaf to the leaf's <see cref="Grad"/>, and releases the graph.</summary>
    /// <exception cref="InvalidOperationException">The tensor has more than one element, requires no gradient, or its graph was released.</exception>
    public void Backward() => Backward(retainGraph: false);

    /// <summary>As <see cref="Backward()"/>; with <paramref name="retainGraph"/> the graph can be walked again.</summary>
    public void Backward(bool retainGraph)
    {
        if (Count != 1)
            throw new InvalidOperationException($"Backward: shape {Shapes.Describe(shape)} has {Count} elements; reduce it to one (Sum, Mean) or give the upstream gradient");
        Backward(OnesLike(this), retainGraph);
    }

    /// <summary>Carries <paramref name="upstream"/>, the gradient of something with respect to this tensor, back to every leaf.</summary>
    /// <exception cref="ArgumentException">The upstream gradient has another shape than this tensor.</exception>
    /// <exception cref="InvalidOperationException">The tensor requires no gradient, or its graph was released.</exception>
    public void Backward(Tensor upstream, bool retainGraph = false)
    {
        if (!RequiresGrad)
            throw new InvalidOperationException("Backward: this tensor was computed from nothing that requires a gradient; set RequiresGrad on an input before computing, outside NoGrad");
        Shapes.Require(nameof(Backward), "the upstream gradient", upstream.shape, shape);
        Function.Asked?.Invoke(Function.Backwards);
        Engine.Run(this, upstream, retainGraph);
    }

    /// <summary>Asks for the gradient of a computed tensor, too; call it before <see cref="Backward()"/>.</summary>
    /// <returns>This tensor.</returns>
    public Tensor RetainGrad()
    {
        if (Creator is not null) Creator.Watched = this;
        return this;
    }

    /// <summary>A tensor over the same elements that no gradient flows through.</summary>
    public Tensor Detach() => View(shape);

    /// <summary>Forgets <see cref="Grad"/>.</summary>
    public void ZeroGrad() => Grad = null;

    private void RefuseLeafChange(string what)
    {
        if (isLeafWithGradient && NoGrad.IsRecording)
            throw new InvalidOperationException($"{what} of a tensor that requires a gradient would not be recorded; do it inside using (NoGrad.Begin()), or before setting RequiresGrad");
    }
}
