using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>ViT: patches as a sequence, a class token before them, learned positions, an encoder, and one linear layer on the class token (Dosovitskiy et al. 2021, equations 1 to 4).</summary>
public sealed class VisionTransformer : Module
{
    private readonly PatchEmbed patches;
    private readonly Tensor classToken, positions;
    private readonly Sequential layers;
    private readonly Dropout dropout;
    private readonly LayerNorm norm;
    private readonly Linear head;
    private readonly int size, features;

    private VisionTransformer(int classes, int inChannels, int size, int patch, int depth, int features, int heads, int hidden, float dropout, int? seed)
    {
        LayerFactory.Refuse("ViT", classes, inChannels);
        if (patch < 1 || size < patch || size % patch != 0)
            throw new ArgumentException($"ViT: images of {size}×{size} cannot be cut into patches of {patch}×{patch}; make the size a multiple of the patch");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(depth);
        (this.size, this.features) = (size, features);
        var make = new LayerFactory(seed);
        int length = size / patch * (size / patch) + 1;
        classToken = RegisterParameter("class_token", Tensor.Zeros(1, 1, features));
        positions = RegisterParameter("pos_embedding", Tensor.Randn([1, length, features], Generator.For(make.Next())) * 0.02f);
        patches = RegisterModule("patches", new PatchEmbed(inChannels, features, patch, make.Next()));
        this.dropout = RegisterModule("dropout", new Dropout(dropout, make.Next()));
        layers = RegisterModule("layers", new Sequential([.. Enumerable.Range(0, depth).Select(_ => new TransformerBlock(features, heads, hidden, dropout, seed: make.Next()))]));
        norm = RegisterModule("ln", new LayerNorm(features, 1e-6f));
        head = RegisterModule("head", make.Linear(features, classes));
    }

    /// <summary>ViT-B/16: 12 layers of 768 features and 12 heads on patches of 16×16; 86,567,656 parameters for 1000 classes and 224×224 images.</summary>
    /// <param name="classes">Number of logits.</param>
    /// <param name="inChannels">Channels of the images.</param>
    /// <param name="size">Height and width of the images, a multiple of 16.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static VisionTransformer Base16(int classes = 1000, int inChannels = 3, int size = 224, int? seed = null) =>
        new(classes, inChannels, size, 16, 12, 768, 12, 3072, 0, seed);

    /// <summary>A network of any size; the defaults suit CIFAR-10.</summary>
    /// <param name="classes">Number of logits.</param>
    /// <param name="inChannels">Channels of the images.</param>
    /// <param name="size">Height and width of the images.</param>
    /// <param name="patch">Height and width of a patch, which divides the size.</param>
    /// <param name="depth">Encoder layers.</param>
    /// <param name="features">Size of each patch's vector.</param>
    /// <param name="heads">Heads of the attention, which divide the features.</param>
    /// <param name="hidden">Units of each MLP's hidden layer; four times the features if null.</param>
    /// <param name="dropout">Probability of dropout.</param>
    /// <param name="seed">Fixes the weights and the dropout.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static VisionTransformer Create(int classes = 10, int inChannels = 3, int size = 32, int patch = 4, int depth = 6, int features = 128, int heads = 4, int? hidden = null, float dropout = 0, int? seed = null) =>
        new(classes, inChannels, size, patch, depth, features, heads, hidden ?? 4 * features, dropout, seed);

    /// <summary>The encoder layers, each of which tells where its input looks.</summary>
    public IReadOnlyList<TransformerBlock> Layers => [.. layers.Children.Select(child => (TransformerBlock)child.Module)];

    /// <summary>The sequence that the first layer is given: the class token and the patches, with their positions; (N, patches + 1, features).</summary>
    /// <exception cref="ArgumentException">The images have another size.</exception>
    public Tensor Embed(Tensor x)
    {
        Shapes.RequireRank("ViT", "the input", x, 4, "(N, C, H, W)");
        if (x.Sizes[2] != size || x.Sizes[3] != size)
            throw new ArgumentException($"ViT: the input has shape {Shapes.Describe(x.Sizes)}, and its learned positions are for images of {size}×{size}; resize the images, or create it with another size");
        return dropout.Forward(Tensor.Concat([classToken.BroadcastTo(x.Sizes[0], 1, features), patches.Forward(x)], 1) + positions);
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, head.Forward(norm.Forward(layers.Forward(Embed(x)).Select(1, 0))));
}
