using CourseLib.Tensors;

namespace CourseLib.Autograd;

/// <summary>The recorded operations behind a tensor, to look at or to draw.</summary>
public static class ComputationGraph
{
    /// <summary>
    /// The nodes from which <paramref name="result"/> was computed, each after its inputs; the last is the result itself.
    /// Inputs that require no gradient were not recorded. Look before <see cref="Tensor.Backward()"/> releases the graph.
    /// </summary>
    public static IReadOnlyList<GraphNode> Of(Tensor result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var found = new HashSet<Node>();
        var waiting = new Stack<Node>();
        if (result.Creator is not null) waiting.Push(result.Creator);
        while (waiting.TryPop(out Node? node))
            if (found.Add(node))
                foreach (Node.Edge edge in node.Edges)
                    if (edge.Node is not null) waiting.Push(edge.Node);

        var nodes = new List<GraphNode>();
        var leaves = new Dictionary<Tensor, int>();
        var operations = new Dictionary<Node, int>();
        foreach (Node node in found.OrderBy(node => node.Order))
        {
            var inputs = new List<int>();
            foreach (Node.Edge edge in node.Edges)
            {
                if (edge.Leaf is not null && leaves.TryAdd(edge.Leaf, nodes.Count)) nodes.Add(new(nodes.Count, null, edge.Shape, [], edge.Leaf));
                if (edge.IsWanted) inputs.Add(edge.Leaf is not null ? leaves[edge.Leaf] : operations[edge.Node!]);
            }
            operations[node] = nodes.Count;
            nodes.Add(new(nodes.Count, node.Function.Name, node.ResultShape, inputs, node == result.Creator ? result : node.Watched));
        }
        if (result.Creator is null) nodes.Add(new(0, null, result.Shape, [], result));
        return nodes;
    }
}

/// <summary>A leaf, or the result of an operation.</summary>
/// <param name="Id">Its place in the list.</param>
/// <param name="Operation">The operation's name; null for a leaf.</param>
/// <param name="Shape">The shape of the value.</param>
/// <param name="Inputs">The ids of the inputs, as often as they were used.</param>
/// <param name="Value">The tensor, with its gradient once that is known: for leaves, the last result, and where <see cref="Tensor.RetainGrad"/> was called.</param>
public sealed record GraphNode(int Id, string? Operation, int[] Shape, IReadOnlyList<int> Inputs, Tensor? Value);
