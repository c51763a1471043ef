using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Tests.Autograd;

public class GradCheckTests
{
    [Fact]
    public void A_wrong_gradient_is_found_and_its_place_named()
    {
        GradCheckResult result = GradCheck.Run(x => Function.Apply(new Wrong(), x), Tensor.Ones(2, 2), Tensor.Randn([2, 3], seed: 1));
        Assert.False(result.Passed);
        Assert.Equal(1, result.Input);
        Assert.Equal([1, 2], result.Index);
        Assert.Contains("input 1, element [1, 2]", result.ToString());
    }

    [Fact]
    public void A_backward_of_zeros_is_found_though_the_sum_is_constant()
    {
        // The sum of a normalised batch does not depend on the input, so an upstream of ones would let this pass.
        GradCheckResult result = GradCheck.Run(x => Function.Apply(new NoBackward(), x), Tensor.Randn([8, 3], seed: 2));
        Assert.False(result.Passed);
        Assert.Equal(0, result.Analytic);
    }

    [Fact]
    public void A_gradient_that_is_not_a_number_fails() =>
        Assert.False(GradCheck.Run(x => (x[0] * float.PositiveInfinity) * 0f, Tensor.Ones(2)).Passed);

    private sealed class Wrong : Function
    {
        protected internal override Tensor Forward(Context context, Tensor[] inputs) => inputs[1] * 2f;

        protected internal override Tensor?[] Backward(Context context, Tensor upstream)
        {
            Tensor gradient = upstream * 2f;
            gradient[1, 2] *= 1.05f;
            return [null, gradient];
        }
    }

    private sealed class NoBackward : Function
    {
        protected internal override Tensor Forward(Context context, Tensor[] inputs) =>
            (inputs[0] - inputs[0].Mean(0, keepDims: true)) / inputs[0].Std([0], keepDims: true);

        protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [Tensor.ZerosLike(upstream)];
    }
}
