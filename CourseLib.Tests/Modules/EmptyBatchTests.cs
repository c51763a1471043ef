using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Modules;

public class EmptyBatchTests
{
    [Theory, MemberData(nameof(EveryModule.Names), MemberType = typeof(EveryModule))]
    public void No_examples_give_no_results_and_no_gradient_in_evaluation(string name)
    {
        Module module = EveryModule.Create(name);
        module.Eval();
        Tensor x = Tensor.Zeros(EveryModule.Shape(name, 0)), one = module.Forward(Tensor.Randn(EveryModule.Shape(name, 1), seed: 1));
        x.RequiresGrad = true;

        Tensor y = module.Forward(x);
        Assert.Equal([0, .. one.Shape[1..]], y.Shape);
        if (!y.RequiresGrad) return;
        y.Backward(Tensor.Zeros(y.Shape));

        Assert.Equal(x.Shape, x.Grad!.Shape);
        foreach ((string parameter, Tensor value) in module.NamedParameters())
            Assert.True(value.Grad is null || value.Grad.ToArray().All(element => element == 0), $"the gradient of {parameter} is not 0");
    }

    [Theory, MemberData(nameof(EveryModule.Parts), MemberType = typeof(EveryModule))]
    public void Whatever_the_input_is_it_is_computed_or_refused(string name)
    {
        Module module = EveryModule.Create(name);
        Assert.ThrowsAny<ArgumentException>(() => module.Forward(null!));
        int[][] shapes = [[], [0], [3], [0, 3], [2, 3], [1, 80], [2, 5, 7], [2, 0, 7], [2, 5, 6, 6], [2, 0, 6, 6], [2, 8, 0, 0], [1, 8, 1, 1], [2, 3, 32, 31], [2, 4, 3, 0, 5], [1, 4, 1, 1, 1], [2, 3, 4, 5, 6, 7]];
        foreach (int[] shape in shapes)
        {
            try
            {
                module.Forward(Tensor.Ones(shape));
            }
            catch (ArgumentException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        }
    }

    [Fact]
    public void Every_module_is_in_the_table()
    {
        IEnumerable<string> types = typeof(Module).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Module))).Select(type => type.Name);
        Assert.Equal(types.Order(StringComparer.Ordinal), EveryModule.Types.Order(StringComparer.Ordinal));
    }
}
