(Tensor Images, Tensor Targets) Mixup(Batch batch, int classes, double lambda, int[] partners)
{
    float[] source = batch.Images.ToArray();
    int size = source.Length / batch.Count;
    float[] mixed = new float[source.Length];
    Tensor targets = Tensor.Zeros(batch.Count, classes);
    for (int i = 0; i < batch.Count; i++)
    {
        for (int k = 0; k < size; k++)
        {
            float own = source[i * size + k], other = source[partners[i] * size + k];
            mixed[i * size + k] = (float)(lambda * own + (1 - lambda) * other);
        }
        targets[i, batch.Labels[i]] += (float)lambda;
        targets[i, batch.Labels[partners[i]]] += (float)(1 - lambda);
    }
    return (Tensor.From(mixed, batch.Images.Shape), targets);
}
