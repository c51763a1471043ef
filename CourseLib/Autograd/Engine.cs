using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd;

/// <summary>Carries a gradient from a result back to the leaves: every node once, after all the nodes that used its result.</summary>
internal static class Engine
{
    /// <summary>Adds to the gradient of every leaf that <paramref name="root"/> was computed from.</summary>
    public static void Run(Tensor root, Tensor upstream, bool retainGraph)
    {
        using NoGrad.Scope scope = NoGrad.Begin();
        if (root.Creator is not Node start)
        {
            AddToLeaf(root, new(upstream, IsOurs: false));
            return;
        }
        var waiting = new PriorityQueue<Node, long>();
        var gradients = new Dictionary<Node, Gradient> { [start] = new(upstream, IsOurs: false) };
        waiting.Enqueue(start, -start.Order);
        while (waiting.TryDequeue(out Node? node, out _))
        {
            gradients.Remove(node, out Gradient gradient);
            Step(node, gradient, waiting, gradients);
            if (!retainGraph) node.Release();
        }
    }

    private static void Step(Node node, Gradient gradient, PriorityQueue<Node, long> waiting, Dictionary<Node, Gradient> gradients)
    {
        if (node.IsReleased)
            throw new InvalidOperationException(
                $"Backward: the graph behind {node.Function.Name} was already walked and released; call Backward(retainGraph: true) the first time to walk it twice, or compute the loss again");
        if (node.Watched is Tensor watched)
        {
            AddToLeaf(watched, gradient with { IsOurs = false });
            gradient = gradient with { IsOurs = false };
        }

        long before = Storage.LatestSerial;
        Tensor upstream = gradient.Value;
        Tensor?[] results = node.Function.Backward(node.Context, upstream);
        ReadOnlySpan<Node.Edge> edges = node.Edges;
        if (results.Length != edges.Length)
            throw new InvalidOperationException($"{node.Function.Name}.Backward gave {results.Length} gradients for {edges.Length} inputs");

        bool isUpstreamFree = gradient.IsOurs && IsBuiltIn(node.Function);
        for (int index = 0; index < edges.Length; index++)
        {
            Node.Edge edge = edges[index];
            if (results[index] is not Tensor result) continue;
            if (ReferenceEquals(result.Storage, upstream.Storage)) isUpstreamFree = false;
            if (!edge.IsWanted) continue;
            Shapes.Require($"{node.Function.Name}.Backward", $"the gradient of input {index}", result, edge.Shape);
            var part = new Gradient(result, IsBuiltIn(node.Function) && result.Storage.Serial > before && IsOnlyOne(results, index));
            if (edge.Leaf is Tensor leaf) AddToLeaf(leaf, part);
            else if (gradients.TryGetValue(edge.Node!, out Gradient sum)) gradients[edge.Node!] = Add(sum, part);
            else
            {
                gradients[edge.Node!] = part;
                waiting.Enqueue(edge.Node!, -edge.Node!.Order);
            }
        }
        if (isUpstreamFree) upstream.Storage.Release();
        GC.KeepAlive(upstream);
    }

    /// <summary>A leaf's gradient is its own memory: it outlives the walk, and later walks add to it in place.</summary>
    private static void AddToLeaf(Tensor leaf, Gradient part)
    {
        if (leaf.Grad is Tensor sum)
        {
            Elementwise.Binary<Add>(sum.Elements, part.Value.Elements, sum.Elements);
            sum.Changed();
            if (part.IsOurs) part.Value.Storage.Release();
            GC.KeepAlive(sum);
            GC.KeepAlive(part.Value);
        }
        else leaf.Grad = part.IsOurs ? part.Value : part.Value.Clone();
    }

    private static Gradient Add(Gradient sum, Gradient part)
    {
        (Gradient target, Gradient other) = sum.IsOurs ? (sum, part) : part.IsOurs ? (part, sum) : (new(sum.Value.Clone(), IsOurs: true), part);
        Elementwise.Binary<Add>(target.Value.Elements, other.Value.Elements, target.Value.Elements);
        if (other.IsOurs) other.Value.Storage.Release();
        GC.KeepAlive(target.Value);
        GC.KeepAlive(other.Value);
        return target;
    }

    /// <summary>This library's own functions keep no reference to the tensors they return.</summary>
    private static bool IsBuiltIn(Function function) => function.GetType().Assembly == typeof(Engine).Assembly;

    private static bool IsOnlyOne(Tensor?[] results, int index)
    {
        for (int other = 0; other < results.Length; other++)
            if (other != index && results[other] is Tensor tensor && ReferenceEquals(tensor.Storage, results[index]!.Storage)) return false;
        return true;
    }

    /// <summary>A gradient on its way.</summary>
    /// <param name="Value">The gradient.</param>
    /// <param name="IsOurs">Whether the engine alone can reach its memory, and so may add to it or give it back.</param>
    private readonly record struct Gradient(Tensor Value, bool IsOurs);
}
