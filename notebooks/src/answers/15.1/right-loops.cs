(Tensor Images, Tensor Targets) Mixup(Batch batch, int classes, double lambda, int[] partners)
{
    float[] source = batch.Images.ToArray();
    int size = source.Length / batch.Count;
    float[] mixed = new float[source.Length];
    Tensor targets = Tensor.Zeros(batch.Count, classes);
    for (int i = 0; i < batch.Count; i++)
    {
        for (int k = 0; k < size; k++)
            mixed[i * size + k] = (float)(lambda * source[i * size + k] + (1 - lambda) * source[partners[i] * size + k]);
        targets[i, batch.Labels[i]] += (float)lambda;
        targets[i, batch.Labels[partners[i]]] += (float)(1 - lambda);
    }
    return (Tensor.From(mixed, batch.Images.Shape), targets);
}
