using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>Group normalisation (Wu and He 2018, equations 1–3): each of <paramref name="groups"/> neighbouring parts of a sample's channels by its own mean and variance.</summary>
/// <remarks>x: (N, C, …); γ, β: (C), both or neither; result: the shape of x.</remarks>
internal sealed class GroupNormFunction(int groups, float eps) : SampleNormFunction(eps)
{
    private protected override (int N, int C, int S, int G) Layout(Tensor x)
    {
        (int n, int c, int s) = BatchNormFunction.Layout(x);
        return (n, c, s, groups);
    }
}
