using CourseLib.Tensors;

namespace CourseLib.Autograd;

/// <summary>One application of a <see cref="Function"/> in the graph that <see cref="Tensor.Backward()"/> walks.</summary>
internal sealed class Node
{
    private static long made;

    private Edge[] edges;

    public Node(Function function, Context context, Tensor[] inputs, Tensor result)
    {
        Function = function;
        Context = context;
        ResultShape = result.Shape;
        Order = Interlocked.Increment(ref made);
        edges = new Edge[inputs.Length];
        for (int index = 0; index < inputs.Length; index++)
            if (inputs[index].RequiresGrad)
                edges[index] = inputs[index].Creator is Node creator ? new(creator, null, inputs[index].Shape) : new(null, inputs[index], inputs[index].Shape);
    }

    public Function Function { get; }

    public Context Context { get; }

    public int[] ResultShape { get; }

    /// <summary>Grows with time, so that a node's order is above that of everything it was computed from.</summary>
    public long Order { get; }

    /// <summary>A result whose gradient somebody wants to see, though it is no leaf.</summary>
    public Tensor? Watched { get; set; }

    public bool IsReleased { get; private set; }

    /// <summary>Where the gradient of each input goes; nowhere for an input that requires none.</summary>
    public ReadOnlySpan<Edge> Edges => edges;

    /// <summary>Forgets what the forward kept, and with it the graph before this node.</summary>
    public void Release()
    {
        IsReleased = true;
        Context.Release();
        edges = [];
    }

    /// <summary>An input: the node that made it, or the leaf that it is.</summary>
    public readonly record struct Edge(Node? Node, Tensor? Leaf, int[] Shape)
    {
        public bool IsWanted => Node is not null || Leaf is not null;
    }
}
