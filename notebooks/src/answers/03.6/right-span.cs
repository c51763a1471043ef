void He(Tensor w, int fanIn, int seed)
{
    var generator = new Generator(seed);
    double deviation = 1 / Math.Sqrt(fanIn / 2.0);
    var values = Enumerable.Range(0, w.Count)
        .Select(_ => (float)(deviation * generator.NextNormal()))
        .ToArray();
    w.CopyFrom(Tensor.From(values, w.Shape));
}
