using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Losses;

/// <summary>max(z, 0) − z·y + ln(1 + e^−|z|) of each logit z and target y, and dz = σ(z) − y, which holds at z = 0, too, where max and |z| have a kink.</summary>
/// <remarks>z, y and the result have the same shape. An infinite z costs 0 on the side of its target and ∞ elsewhere: the limits, where the sum would be ∞ − ∞.</remarks>
internal sealed class LogisticLossFunction(Tensor target) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor z = inputs[0], loss = z.Relu() - z * target + ((-z.Abs()).Exp() + 1f).Log();
        context.Save(z);
        ReadOnlySpan<float> logits = z.Elements, targets = target.Elements;
        Span<float> result = loss.Elements;
        for (int at = 0; at < result.Length; at++)
            if (float.IsInfinity(logits[at])) result[at] = targets[at] == (logits[at] > 0 ? 1 : 0) ? 0 : float.PositiveInfinity;
        GC.KeepAlive((z, target, loss));
        return loss;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [(context.Saved[0].Sigmoid() - target) * upstream];
}
