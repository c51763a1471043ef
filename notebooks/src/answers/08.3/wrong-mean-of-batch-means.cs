// hint: The batches count alike, also the last, smaller one. Weight each batch by its number of images.
(double Accuracy, double Loss) Evaluate(Module network, ImageDataset data, int batchSize = 250)
{
    bool before = network.Training;
    network.Eval();
    int hits = 0;
    double total = 0;
    int batches = 0;
    foreach (Batch batch in new DataLoader(data, batchSize, normalize: Cifar10.Normalize))
    {
        Tensor logits;
        using (NoGrad.Begin()) logits = network.Forward(batch.Images);
        batches++; total += (double)Loss.CrossEntropy(logits, batch.Labels).Item();
        hits += logits.ArgMax(1).Zip(batch.Labels).Count(pair => pair.First == pair.Second);
    }
    network.Train(before);
    return (hits / (double)data.Count, total / batches);
}
