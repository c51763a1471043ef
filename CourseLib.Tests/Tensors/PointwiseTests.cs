using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Tests.Tensors;

public class PointwiseTests
{
    [Theory]
    [InlineData(new[] { 2, 3 }, new[] { 2, 3 })]
    [InlineData(new[] { 2, 3 }, new[] { 1 })]
    [InlineData(new[] { 1 }, new[] { 2, 3 })]
    [InlineData(new[] { 2, 1 }, new[] { 2, 3 })]
    [InlineData(new[] { 3 }, new[] { 2, 3 })]
    [InlineData(new[] { 2, 1, 2 }, new[] { 1, 3, 1 })]
    public void An_operator_keeps_its_state_whichever_side_is_broadcast(int[] left, int[] right)
    {
        Tensor x = Tensor.Randn(left, seed: 1), y = Tensor.Randn(right, seed: 2);
        Tensor expected = x + 10f * y;
        Assert.True(Pointwise.Binary("weighted", x, y, new Weighted(10)).AllClose(expected));
    }

    /// <summary>x + weight·y.</summary>
    private readonly struct Weighted(float weight) : IBinaryOperator
    {
        public V Apply<V>(V x, V y)
            where V : struct, ILanes<V> => V.Fma(V.All(weight), y, x);
    }
}
