// hint: The pixels are not standardised. The network is trained on standardised ones: pass normalize: Cifar10.Normalize to the loader.
(double Accuracy, double Loss) Evaluate(Module network, ImageDataset data, int batchSize = 250)
{
    bool before = network.Training;
    network.Eval();
    int hits = 0;
    double total = 0;
    foreach (Batch batch in new DataLoader(data, batchSize))
    {
        Tensor logits;
        using (NoGrad.Begin()) logits = network.Forward(batch.Images);
        total += batch.Labels.Length * (double)Loss.CrossEntropy(logits, batch.Labels).Item();
        hits += logits.ArgMax(1).Zip(batch.Labels).Count(pair => pair.First == pair.Second);
    }
    network.Train(before);
    return (hits / (double)data.Count, total / data.Count);
}
