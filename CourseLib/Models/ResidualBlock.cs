using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>y = ReLU(F(x) + shortcut(x)) (He et al. 2016, equation 2). Input (N, C, H, W), result (N, <see cref="OutChannels"/>, H/stride, W/stride).</summary>
public abstract class ResidualBlock : Module
{
    private readonly int inChannels, stride;
    private readonly Shortcut shortcut;
    private Sequential? downsample;
    private Module? gate;

    private protected ResidualBlock(int inChannels, int outChannels, int stride, Shortcut shortcut)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        if (!Enum.IsDefined(shortcut)) throw new ArgumentException($"{GetType().Name}: there is no shortcut {shortcut}; give Projection, Padding or None");
        if (shortcut == Shortcut.Padding && outChannels < inChannels)
            throw new ArgumentException($"{GetType().Name}: a shortcut that adds channels cannot bring {inChannels} channels to {outChannels}; use Shortcut.Projection");
        (this.inChannels, OutChannels, this.stride, this.shortcut) = (inChannels, outChannels, stride, shortcut);
        Relu = RegisterModule("relu", new ReLU());
    }

    /// <summary>Channels of the result.</summary>
    public int OutChannels { get; }

    /// <inheritdoc/>
    protected internal override string Details => $"{inChannels}→{OutChannels}{(stride == 1 ? "" : $", stride {stride}")}{(shortcut == Shortcut.None ? ", no shortcut" : "")}";

    private protected ReLU Relu { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        Tensor branch = Branch(x);
        if (gate is not null) branch = gate.ForwardObserved(branch);
        if (shortcut == Shortcut.None) return Observed(x, Relu.Forward(branch));
        Tensor passed = Passed(x);
        Shapes.Require(GetType().Name, "the branch's result", branch, passed.Sizes);
        return Observed(x, Relu.Forward(branch + passed));
    }

    /// <summary>F(x), up to the last normalisation.</summary>
    private protected abstract Tensor Branch(Tensor x);

    /// <summary>Registers what comes after the branch.</summary>
    private protected void Finish(LayerFactory make, Func<int, Module>? gateFor, BatchNorm2d last, bool zeroInit)
    {
        // With the last γ 0 the block starts as the identity (Goyal et al. 2017, section 5.1).
        if (zeroInit) last.Weight!.Fill(0);
        if (gateFor is not null) gate = RegisterModule("gate", gateFor(OutChannels));
        if (shortcut == Shortcut.Projection && (stride != 1 || inChannels != OutChannels))
            downsample = RegisterModule("downsample", make.ConvNorm(inChannels, OutChannels, 1, stride));
    }

    private Tensor Passed(Tensor x)
    {
        if (downsample is not null) return downsample.Forward(x);
        if (shortcut != Shortcut.Padding) return x;
        if (stride > 1) x = Functional.MaxPool2d(x, 1, stride);
        int added = OutChannels - inChannels;
        return added == 0 ? x : x.Pad([(0, 0), (added / 2, added - added / 2), (0, 0), (0, 0)]);
    }
}
