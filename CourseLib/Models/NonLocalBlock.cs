using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>
/// Every pixel looks at all pixels: z = x + BN(W·y), yᵢ = Σⱼ softmaxⱼ(θ(xᵢ)·φ(xⱼ)) g(xⱼ), with θ, φ, g and W 1×1 convolutions (Wang et al. 2018, equations 1 to 6, embedded Gaussian).
/// Input and result (N, C, H, W). It starts as the identity.
/// </summary>
public sealed class NonLocalBlock : Module
{
    private readonly Conv2d theta, phi, g, output;
    private readonly BatchNorm2d norm;
    private readonly int inner;

    /// <summary>A block with new weights.</summary>
    /// <param name="channels">C.</param>
    /// <param name="inner">Channels of θ, φ and g; half of C if null.</param>
    /// <param name="zeroInit">Whether γ of the normalisation starts at 0, so that the block may be put into a trained network.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is not positive.</exception>
    public NonLocalBlock(int channels, int? inner = null, bool zeroInit = true, int? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        this.inner = inner ?? Math.Max(1, channels / 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(this.inner, nameof(inner));
        var make = new LayerFactory(seed);
        theta = RegisterModule("theta", new Conv2d(channels, this.inner, 1, seed: make.Next()));
        phi = RegisterModule("phi", new Conv2d(channels, this.inner, 1, seed: make.Next()));
        g = RegisterModule("g", new Conv2d(channels, this.inner, 1, seed: make.Next()));
        output = RegisterModule("output", new Conv2d(this.inner, channels, 1, seed: make.Next()));
        norm = RegisterModule("norm", new BatchNorm2d(channels));
        if (zeroInit) norm.Weight!.Fill(0);
    }

    /// <inheritdoc/>
    protected internal override string Details => $"{norm.Features}, inner {inner}";

    /// <summary>Which pixels each pixel looks at: (N, H·W, H·W), every row adds up to 1.</summary>
    public Tensor Attention(Tensor x) => Rows(theta.Forward(x)).MatMul(Rows(phi.Forward(x)).Transpose()).Softmax();

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        Tensor y = Attention(x).MatMul(Rows(g.Forward(x))).Transpose().Reshape(x.Sizes[0], inner, x.Sizes[2], x.Sizes[3]);
        return Observed(x, x + norm.Forward(output.Forward(y)));
    }

    /// <summary>(N, C, H, W) as (N, H·W, C).</summary>
    private static Tensor Rows(Tensor x) => x.Flatten(2).Transpose();
}
