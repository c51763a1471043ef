using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>Instance normalisation (Ulyanov, Vedaldi and Lempitsky 2016): each channel of each sample by its own mean and variance.</summary>
/// <remarks>x: (N, C, …); γ, β: (C), both or neither; result: the shape of x.</remarks>
internal sealed class InstanceNormFunction(float eps) : SampleNormFunction(eps)
{
    private protected override (int N, int C, int S, int G) Layout(Tensor x)
    {
        (int n, int c, int s) = BatchNormFunction.Layout(x);
        return (n, c, s, c);
    }
}
