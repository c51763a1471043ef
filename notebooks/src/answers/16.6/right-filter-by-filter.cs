Tensor[] FilterNormalisedDirection(IReadOnlyList<Tensor> parameters, int seed)
{
    var all = new List<Tensor>();
    for (int i = 0; i < parameters.Count; i++)
    {
        int[] shape = parameters[i].Shape;
        if (shape.Length == 1) { all.Add(Tensor.Zeros(shape)); continue; }
        float[] weights = parameters[i].ToArray();
        float[] values = Tensor.Randn(shape, seed + i).ToArray();
        int length = weights.Length / shape[0];
        for (int filter = 0; filter < shape[0]; filter++)
        {
            double w = 0, d = 0;
            for (int at = filter * length; at < (filter + 1) * length; at++)
            {
                w += (double)weights[at] * weights[at];
                d += (double)values[at] * values[at];
            }
            for (int at = filter * length; at < (filter + 1) * length; at++)
                values[at] *= (float)Math.Sqrt(w / d);
        }
        all.Add(Tensor.From(values, shape));
    }
    return [.. all];
}
