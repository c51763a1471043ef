using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>
/// MobileViT's block (Mehta and Rastegari 2022, figure 1b): 3×3 and 1×1 convolutions to d features, attention among the pixels at the same place of all patches,
/// 1×1 back to C, joined with the input, 3×3. Input and result (N, C, H, W).
/// </summary>
public sealed class MobileViTBlock : Module
{
    private readonly Sequential local, transformer, back, fusion;
    private readonly int features, patch;

    /// <summary>A block with new weights.</summary>
    /// <param name="channels">C.</param>
    /// <param name="features">d.</param>
    /// <param name="depth">L: encoder layers.</param>
    /// <param name="heads">Heads of the attention.</param>
    /// <param name="hidden">Units of each MLP's hidden layer; twice d if null.</param>
    /// <param name="patch">Height and width of a patch.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is not positive, or the features cannot be divided among the heads.</exception>
    public MobileViTBlock(int channels, int features, int depth = 2, int heads = 4, int? hidden = null, int patch = 2, int? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(depth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(patch);
        (this.features, this.patch) = (features, patch);
        var make = new LayerFactory(seed);
        local = RegisterModule("local", new Sequential(
            make.ConvNormActivation(channels, channels, 3, new SiLU()), make.Conv(channels, features, 1)));
        Module Block() => new TransformerBlock(features, heads, hidden ?? 2 * features, activation: () => new SiLU(), eps: 1e-5f, seed: make.Next());
        transformer = RegisterModule("transformer", new Sequential([.. Enumerable.Range(0, depth).Select(_ => Block()), new LayerNorm(features)]));
        back = RegisterModule("back", make.ConvNormActivation(features, channels, 1, new SiLU()));
        fusion = RegisterModule("fusion", make.ConvNormActivation(2 * channels, channels, 3, new SiLU()));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The image cannot be cut into whole patches.</exception>
    public override Tensor Forward(Tensor x)
    {
        Shapes.RequireRank(nameof(MobileViTBlock), "the input", x, 4, "(N, C, H, W)");
        int n = x.Sizes[0], height = x.Sizes[2], width = x.Sizes[3], rows = height / patch, columns = width / patch;
        if (height % patch != 0 || width % patch != 0)
            throw new ArgumentException($"MobileViTBlock: the input {Shapes.Describe(x.Sizes)} cannot be cut into patches of {patch}×{patch}; resize or crop the images to a multiple");

        // (N, d, rows, p, columns, p) → (N·p·p, rows·columns, d): a sequence for each place in the patch, one element for each patch.
        Tensor sequences = local.Forward(x).Reshape(n, features, rows, patch, columns, patch).Permute(0, 3, 5, 2, 4, 1).Reshape(n * patch * patch, rows * columns, features);
        Tensor folded = transformer.Forward(sequences).Reshape(n, patch, patch, rows, columns, features).Permute(0, 5, 3, 1, 4, 2).Reshape(n, features, height, width);
        return Observed(x, fusion.Forward(Tensor.Concat([x, back.Forward(folded)], 1)));
    }
}
