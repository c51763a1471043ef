void Backprop(Scalar result)
{
    // How many uses of each node have not delivered their gradient yet?
    var waiting = new Dictionary<Scalar, int> { [result] = 0 };
    var found = new Queue<Scalar>([result]);
    while (found.TryDequeue(out Scalar? node))
        foreach (var (input, _) in node.Inputs)
            if (waiting.TryAdd(input, 1)) found.Enqueue(input);
            else waiting[input]++;

    var gradient = waiting.Keys.ToDictionary(node => node, _ => 0.0);
    gradient[result] = 1;
    var ready = new Stack<Scalar>([result]);
    while (ready.TryPop(out Scalar? node))
    {
        node.Grad += gradient[node];
        foreach (var (input, local) in node.Inputs)
        {
            gradient[input] += gradient[node] * local;
            if (--waiting[input] == 0) ready.Push(input);
        }
    }
}
