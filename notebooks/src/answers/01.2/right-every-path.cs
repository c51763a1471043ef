void Backprop(Scalar result)
{
    // Right, though slow: every path from the result to a node adds its product of local gradients.
    void Walk(Scalar node, double along)
    {
        node.Grad += along;
        foreach (var (input, local) in node.Inputs) Walk(input, along * local);
    }
    Walk(result, 1);
}
