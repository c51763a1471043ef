using CourseLib.Tensors;

namespace CourseLib.Tests.Layers;

/// <summary>A linear map A and its adjoint satisfy ⟨Ax, y⟩ = ⟨x, Aᵀy⟩ for all x and y.</summary>
internal static class Adjoint
{
    public static double Inner(Tensor x, Tensor y)
    {
        float[] a = x.ToArray(), b = y.ToArray();
        Assert.Equal(a.Length, b.Length);
        double sum = 0;
        for (int index = 0; index < a.Length; index++) sum += (double)a[index] * b[index];
        return sum;
    }

    /// <summary>Checks it for random x and y, and that each map is the backward pass of the other.</summary>
    public static void Check(Func<Tensor, Tensor> map, Func<Tensor, Tensor> adjoint, int[] shape)
    {
        Tensor x = Tensor.Randn(shape, seed: 101);
        x.RequiresGrad = true;
        Tensor ax = map(x), y = Tensor.Randn(ax.Shape, seed: 102);
        y.RequiresGrad = true;
        Tensor aty = adjoint(y);
        Assert.Equal(x.Shape, aty.Shape);
        Assert.Equal(Inner(ax, y), Inner(x, aty), 1e-5 * (1 + Math.Sqrt(Inner(ax, ax) * Inner(y, y))));
        ax.Backward(y.Detach());
        aty.Backward(x.Detach());
        Assert.True(x.Grad!.AllClose(aty, 1e-4f, 1e-4f));
        Assert.True(y.Grad!.AllClose(ax, 1e-4f, 1e-4f));
    }
}
