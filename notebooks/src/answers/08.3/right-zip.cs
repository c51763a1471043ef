(double Accuracy, double Loss) Evaluate(Module network, ImageDataset data, int batchSize = 250)
{
    bool before = network.Training;
    network.Eval();
    int hits = 0;
    double total = 0;
    foreach (Batch batch in new DataLoader(data, batchSize, shuffle: false))
    {
        Tensor logits;
        using (NoGrad.Begin()) logits = network.Forward(batch.Images);
        total += batch.Labels.Length * (double)Loss.CrossEntropy(logits, batch.Labels).Item();
        hits += logits.ArgMax(1).ToArray().Zip(batch.Labels).Count(pair => (int)pair.First == pair.Second);
    }
    network.Train(before);
    return (hits / (double)data.Count, total / data.Count);
}
