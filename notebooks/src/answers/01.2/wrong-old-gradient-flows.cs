// hint: You use Grad itself as the upstream gradient, so what the first call left there flows back again in the second. Keep the upstream of this call apart.
void Backprop(Scalar result)
{
    var order = new List<Scalar>();
    var seen = new HashSet<Scalar>();
    void Visit(Scalar node)
    {
        if (!seen.Add(node)) return;
        foreach (var (input, _) in node.Inputs) Visit(input);
        order.Add(node);
    }
    Visit(result);
    result.Grad += 1;
    for (int i = order.Count - 1; i >= 0; i--)
        foreach (var (input, local) in order[i].Inputs) input.Grad += order[i].Grad * local;
}
