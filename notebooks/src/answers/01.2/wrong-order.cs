// hint: You go breadth first, so a node may pass its gradient on before a longer way has reached it. Sort the nodes first.
void Backprop(Scalar result)
{
    var upstream = new Dictionary<Scalar, double> { [result] = 1 };
    var queue = new Queue<Scalar>([result]);
    var seen = new HashSet<Scalar> { result };
    while (queue.TryDequeue(out Scalar? node))
        foreach (var (input, local) in node.Inputs)
        {
            upstream[input] = upstream.GetValueOrDefault(input) + upstream[node] * local;
            if (seen.Add(input)) queue.Enqueue(input);
        }
    foreach (var (node, gradient) in upstream) node.Grad += gradient;
}
