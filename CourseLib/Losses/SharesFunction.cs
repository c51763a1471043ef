using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Losses;

/// <summary>x·t with the shares t of a target, where a share of 0 gives 0 whatever x is, also −∞; dx = dy·t.</summary>
/// <remarks>x, t and the result have the same shape. No gradient flows to t.</remarks>
internal sealed class SharesFunction(Tensor shares) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor y = inputs[0] * shares;
        ReadOnlySpan<float> share = shares.Elements;
        Span<float> result = y.Elements;
        for (int at = 0; at < result.Length; at++)
            if (share[at] == 0) result[at] = 0;
        GC.KeepAlive((shares, y));
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [upstream * shares];
}
