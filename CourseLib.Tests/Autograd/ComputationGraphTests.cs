using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Tests.Autograd;

public class ComputationGraphTests
{
    [Fact]
    public void The_graph_names_operations_inputs_and_values()
    {
        Tensor w = Tensor.From([2, 3]);
        w.RequiresGrad = true;
        Tensor hidden = (w * w).RetainGrad();
        Tensor loss = (hidden + w).Sum();
        IReadOnlyList<GraphNode> graph = ComputationGraph.Of(loss);
        loss.Backward();

        Assert.Equal([null, "Multiply", "Add", "Sum"], graph.Select(node => node.Operation));
        Assert.Equal([0, 0], graph[1].Inputs);
        Assert.Equal([1, 0], graph[2].Inputs);
        Assert.Same(w, graph[0].Value);
        Assert.Equal([1, 1], graph[1].Value!.Grad!.ToArray());
        Assert.Null(graph[2].Value);
        Assert.Equal([2], graph[2].Shape);
        Assert.Same(loss, graph[3].Value);
    }

    [Fact]
    public void A_leaf_is_a_graph_of_one_node() => Assert.Null(Assert.Single(ComputationGraph.Of(Tensor.Ones(1))).Operation);
}
