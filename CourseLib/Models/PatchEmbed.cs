using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>An image as a sequence of patches, each flattened and multiplied by one matrix (Dosovitskiy et al. 2021, equation 1), which is a convolution whose stride is its kernel. Input (N, C, H, W), result (N, H·W/patch², features).</summary>
public sealed class PatchEmbed : Module
{
    private readonly Conv2d projection;
    private readonly int patch;

    /// <summary>A layer with new weights.</summary>
    /// <param name="inChannels">C.</param>
    /// <param name="features">Size of each patch's vector.</param>
    /// <param name="patch">Height and width of a patch.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is not positive.</exception>
    public PatchEmbed(int inChannels, int features, int patch, int? seed = null)
    {
        this.patch = patch;
        projection = RegisterModule("projection", new Conv2d(inChannels, features, patch, patch, seed: seed));
    }

    /// <inheritdoc/>
    protected internal override string Details => $"{patch}×{patch}→{projection.Weight.Sizes[0]}";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The image cannot be cut into whole patches.</exception>
    public override Tensor Forward(Tensor x)
    {
        Shapes.RequireRank(nameof(PatchEmbed), "the input", x, 4, "(N, C, H, W)");
        if (x.Sizes[2] % patch != 0 || x.Sizes[3] % patch != 0)
            throw new ArgumentException($"PatchEmbed: the input {Shapes.Describe(x.Sizes)} cannot be cut into patches of {patch}×{patch}; resize or crop the images to a multiple");
        return Observed(x, projection.Forward(x).Flatten(2).Transpose());
    }
}
