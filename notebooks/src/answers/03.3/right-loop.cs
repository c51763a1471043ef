void Xavier(Tensor w, int fanIn, int seed)
{
    var generator = new Generator(seed);
    float[] values = new float[w.Count];
    for (int i = 0; i < values.Length; i++)
        values[i] = (float)(generator.NextNormal() / Math.Sqrt(fanIn));
    w.CopyFrom(Tensor.From(values, w.Shape));
}
