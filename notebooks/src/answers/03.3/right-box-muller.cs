void Xavier(Tensor w, int fanIn, int seed)
{
    var random = new Random(seed);
    float[] values = new float[w.Count];
    for (int i = 0; i < values.Length; i++)
        values[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()) * Math.Pow(fanIn, -0.5));
    w.CopyFrom(Tensor.From(values, w.Shape));
}
