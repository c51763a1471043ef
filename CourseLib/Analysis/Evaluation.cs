using CourseLib.Autograd;
using CourseLib.Data;
using CourseLib.Layers;
using CourseLib.Losses;
using CourseLib.Tensors;

namespace CourseLib.Analysis;

/// <summary>Measures a classifier on a data set.</summary>
public static class Evaluation
{
    /// <summary>The share of images whose largest logit is that of their label, and the mean cross-entropy.</summary>
    /// <remarks>Runs in evaluation mode, records no graph, and puts the network back into the mode in which it was.</remarks>
    /// <param name="network">Gives logits (N, classes) for images (N, C, H, W).</param>
    /// <param name="normalize">Standardises the pixels as in training; without it they are in [0, 1].</param>
    /// <exception cref="ArgumentException">The data set is empty.</exception>
    public static (double Accuracy, double Loss) Measure(Module network, ImageDataset data, Normalization? normalize = null, int batchSize = 250)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count == 0) throw new ArgumentException($"{data.Name}: there is no image to measure on");
        bool training = network.Training;
        network.Eval();
        try
        {
            using NoGrad.Scope scope = NoGrad.Begin();
            double correct = 0, loss = 0;
            foreach (Batch batch in new DataLoader(data, batchSize, normalize: normalize))
            {
                Tensor logits = network.Forward(batch.Images);
                loss += Loss.CrossEntropy(logits, batch.Labels).Item() * (double)batch.Count;
                int[] winners = logits.ArgMax(1);
                for (int i = 0; i < winners.Length; i++)
                    if (winners[i] == batch.Labels[i]) correct++;
            }
            return (correct / data.Count, loss / data.Count);
        }
        finally
        {
            network.Train(training);
        }
    }
}
