// hint: The last, smaller batch is left out. Every image counts.
(double Accuracy, double Loss) Evaluate(Module network, ImageDataset data, int batchSize = 250)
{
    bool before = network.Training;
    network.Eval();
    int hits = 0;
    double total = 0;
    var whole = new DataLoader(data, batchSize, normalize: Cifar10.Normalize, dropLast: true);
    foreach (Batch batch in whole)
    {
        Tensor logits;
        using (NoGrad.Begin()) logits = network.Forward(batch.Images);
        total += batch.Labels.Length * (double)Loss.CrossEntropy(logits, batch.Labels).Item();
        hits += logits.ArgMax(1).Zip(batch.Labels).Count(pair => pair.First == pair.Second);
    }
    network.Train(before);
    return (hits / (double)data.Count, total / data.Count);
}
