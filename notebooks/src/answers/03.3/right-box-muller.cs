void Xavier(Tensor w, int fanIn, int seed)
{
    var random = new Random(seed);
    float[] values = new float[w.Count];
    for (int i = 0; i < values.Length; i++)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        double angle = 2 * Math.PI * random.NextDouble();
        values[i] = (float)(radius * Math.Cos(angle) * Math.Pow(fanIn, -0.5));
    }
    w.CopyFrom(Tensor.From(values, w.Shape));
}
