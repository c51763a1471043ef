// hint: Where image and partner have the same class, the second share overwrites the first. Add them, so that the row sums to 1.
(Tensor Images, Tensor Targets) Mixup(Batch batch, int classes, double lambda, int[] partners)
{
    Tensor targets = Tensor.Zeros(batch.Count, classes);
    for (int i = 0; i < batch.Count; i++)
    {
        targets[i, batch.Labels[i]] = (float)lambda;
        targets[i, batch.Labels[partners[i]]] = (float)(1 - lambda);
    }
    Tensor theirs = batch.Images.IndexSelect(0, partners);
    return ((float)lambda * batch.Images + (float)(1 - lambda) * theirs, targets);
}
