// hint: Nothing is to be differentiated in evaluation. What keeps the library from recording each operation for Backward?
(double Accuracy, double Loss) Evaluate(Module network, ImageDataset data, int batchSize = 250)
{
    bool was = network.Training;
    network.Eval();
    double right = 0, loss = 0;
    foreach (Batch batch in new DataLoader(data, batchSize, normalize: Cifar10.Normalize))
    {
        Tensor logits = network.Forward(batch.Images);
        loss += Loss.CrossEntropy(logits, batch.Labels).Item() * batch.Count;
        int[] said = logits.ArgMax(1);
        right += said.Where((s, i) => s == batch.Labels[i]).Count();
    }
    network.Train(was);
    return (right / data.Count, loss / data.Count);
}
