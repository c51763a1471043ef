(double Accuracy, double Loss) Evaluate(Module network, ImageDataset data, int batchSize = 250)
{
    bool before = network.Training;
    network.Eval();
    var all = new List<(int Hits, double Loss, int Count)>();
    try
    {
        foreach (Batch batch in new DataLoader(data, batchSize, normalize: Cifar10.Normalize))
        {
            Tensor logits;
            using (NoGrad.Begin()) logits = network.Forward(batch.Images);
            int hits = logits.ArgMax(1).Where((winner, i) => winner == batch.Labels[i]).Count();
            all.Add((hits, Loss.CrossEntropy(logits, batch.Labels).Item(), batch.Labels.Length));
        }
    }
    finally { network.Train(before); }
    double n = all.Sum(part => part.Count);
    return (all.Sum(part => part.Hits) / n, all.Sum(part => part.Loss * part.Count) / n);
}
