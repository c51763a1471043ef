using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>xᵖ for a fixed p; the derivative is p·xᵖ⁻¹.</summary>
internal sealed class PowFunction(float exponent) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        context.Save(inputs[0]);
        return Power(inputs[0], exponent);
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        if (exponent == 0) return [Tensor.ZerosLike(upstream)];
        Tensor slope = Pointwise.Scalar<Multiply>(Power(context.Saved[0], exponent - 1), exponent);
        return [Pointwise.Binary<Multiply>(Name, upstream, slope)];
    }

    private static Tensor Power(Tensor x, float exponent)
    {
        if (exponent == 1) return x.Clone();
        if (exponent == 2) return Pointwise.Binary<Multiply>("Pow", x, x);
        Tensor y = Tensor.Uninitialized(x.Shape);
        Span<float> from = x.Elements, to = y.Elements;
        for (int index = 0; index < from.Length; index++) to[index] = MathF.Pow(from[index], exponent);
        GC.KeepAlive(x);
        return y;
    }
}
