using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>Layer normalisation (Ba, Kiros and Hinton 2016): the last <paramref name="axes"/> axes together, each element with its own γ and β.</summary>
/// <remarks>x: (…, normalised shape); γ, β: the normalised shape, both or neither; result: the shape of x.</remarks>
internal sealed class LayerNormFunction(int axes, float eps) : SampleNormFunction(eps)
{
    private protected override (int N, int C, int S, int G) Layout(Tensor x) =>
        (Shapes.Product(x.Sizes, 0, x.Rank - axes), Shapes.Product(x.Sizes, x.Rank - axes, x.Rank), 1, 1);
}
