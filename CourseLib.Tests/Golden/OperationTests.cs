using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Tests.Golden;

public class OperationTests
{
    [Fact]
    public void Every_case_of_PyTorchs_is_in_the_table_and_the_other_way_round() =>
        Assert.Equal(GoldenValues.Cases.Order(), Operations.Names.Order());

    [Theory, MemberData(nameof(Operations.All), MemberType = typeof(Operations))]
    public void Result_and_gradients_are_those_of_PyTorch(string operation)
    {
        Tensor[] inputs = GoldenValues.Numbered($"{operation}/input");
        foreach (Tensor input in inputs) input.RequiresGrad = true;

        Tensor output = Operations.Named(operation)(inputs);
        output.Backward(GoldenValues.Of($"{operation}/upstream"));

        GoldenValues.AssertClose("the result", GoldenValues.Of($"{operation}/output"), output);
        for (int index = 0; index < inputs.Length; index++)
            GoldenValues.AssertClose($"gradient {index}", GoldenValues.Of($"{operation}/gradient.{index}"), inputs[index].Grad);
    }

    [Theory, MemberData(nameof(Operations.All), MemberType = typeof(Operations))]
    public void Gradient_agrees_with_finite_differences(string operation)
    {
        GradCheckResult result = GradCheck.Run(Operations.Named(operation), GoldenValues.Numbered($"{operation}/input"));
        Assert.True(result.Passed, result.ToString());
    }

    [Theory, MemberData(nameof(Operations.All), MemberType = typeof(Operations))]
    public void Inputs_are_not_changed(string operation)
    {
        Tensor[] inputs = GoldenValues.Numbered($"{operation}/input"), before = Array.ConvertAll(inputs, input => input.Clone());
        foreach (Tensor input in inputs) input.RequiresGrad = true;
        Tensor upstream = GoldenValues.Of($"{operation}/upstream"), same = upstream.Clone();

        Operations.Named(operation)(inputs).Backward(upstream);

        Assert.Equal(same.ToArray(), upstream.ToArray());
        for (int index = 0; index < inputs.Length; index++) Assert.Equal(before[index].ToArray(), inputs[index].ToArray());
    }
}
