using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Benchmarks.Families;

/// <summary>Inputs, and the two ways to use an operation that PyTorch is measured in too.</summary>
internal static class Work
{
    public static Tensor Numbers(params int[] shape) => Tensor.Rand(shape, new Generator(1)) * 2 - 1;

    /// <summary>Forward alone, with nothing recorded.</summary>
    public static Action Inference(Func<Tensor> forward) => () =>
    {
        using (NoGrad.Begin()) forward();
    };

    /// <summary>Forward and backward with a random upstream gradient, as a training step does them.</summary>
    public static Action Training(Func<Tensor> forward, params Tensor[] inputs)
    {
        foreach (Tensor input in inputs) input.RequiresGrad = true;
        Tensor upstream = Tensor.Randn(forward().Shape, new Generator(2));
        return () =>
        {
            foreach (Tensor input in inputs) input.ZeroGrad();
            forward().Backward(upstream);
        };
    }
}
