using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>
/// The variance over some axes, Σ(x − μ)²/(n − c) with c = 1 for the unbiased one (Bessel) and 0 for the biased one.
/// ∂/∂x = 2(x − μ)/(n − c): the term through μ vanishes because Σ(x − μ) = 0.
/// </summary>
internal sealed class VarFunction(bool[] reduced, bool unbiased, bool keepDims) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0];
        int count = Size(x);
        Tensor mean = Pointwise.Scalar<Divide>(Reduction.Sum(x, reduced, keepDims: true), count);
        context.Save(x, mean);
        Tensor centred = Pointwise.Binary<Subtract>("Var", x, mean);
        Elementwise.Binary<Multiply>(centred.Elements, centred.Elements, centred.Elements);
        Tensor sum = Reduction.Sum(centred, reduced, keepDims);
        centred.Storage.Release();
        return Pointwise.Scalar<Divide>(sum, count - (unbiased ? 1 : 0));
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor x = context.Saved[0], mean = context.Saved[1];
        Tensor scale = Pointwise.Scalar<Multiply>(upstream.View(mean.Shape), 2f / (Size(x) - (unbiased ? 1 : 0)));
        return [Pointwise.Binary<Multiply>("Var", Pointwise.Binary<Subtract>("Var", x, mean), scale)];
    }

    private int Size(Tensor x)
    {
        int size = 1;
        for (int axis = 0; axis < reduced.Length; axis++)
            if (reduced[axis]) size *= x.Sizes[axis];
        return size;
    }
}
