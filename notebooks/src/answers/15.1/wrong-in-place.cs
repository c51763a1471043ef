// hint: The images are blended in place, so that a later image meets a partner that was already blended, and the batch is lost.
(Tensor Images, Tensor Targets) Mixup(Batch batch, int classes, double lambda, int[] partners)
{
    Tensor images = batch.Images;
    int size = images.Count / batch.Count;
    for (int i = 0; i < batch.Count; i++)
        for (int k = 0; k < size; k++)
        {
            float own = images.Span[i * size + k], other = images.Span[partners[i] * size + k];
            images.Span[i * size + k] = (float)(lambda * own + (1 - lambda) * other);
        }
    Tensor targets = Tensor.OneHot(batch.Labels, classes);
    Tensor theirs = targets.IndexSelect(0, partners);
    return (images, (float)lambda * targets + (float)(1 - lambda) * theirs);
}
