namespace CourseLib.Kernels;

/// <summary>Softmax followed by the negative log-likelihood of a label, for each row of (rows, classes).</summary>
internal static class SoftmaxCrossEntropy
{
    /// <summary>Writes each row's softmax and returns the mean loss, −log softmax(logits)[label].</summary>
    public static double Forward(int rows, int classes, ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> probabilities)
    {
        double loss = 0;
        for (int r = 0; r < rows; r++)
        {
            var row = logits.Slice(r * classes, classes);
            double max = float.NegativeInfinity, sum = 0;
            foreach (float v in row) { max = Math.Max(max, v); }
            foreach (float v in row) { sum += Math.Exp(v - max); }
            for (int j = 0; j < classes; j++) { probabilities[(r * classes) + j] = (float)(Math.Exp(row[j] - max) / sum); }
            loss += max + Math.Log(sum) - row[labels[r]];
        }

        return loss / rows;
    }

    /// <summary>dlogits = scale·(probabilities − onehot(labels)); scale is upstream / rows for a mean loss.</summary>
    public static void Backward(int rows, int classes, ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, float scale, Span<float> dlogits)
    {
        for (int r = 0; r < rows; r++)
        {
            for (int j = 0; j < classes; j++)
            {
                int i = (r * classes) + j;
                dlogits[i] = scale * (probabilities[i] - (labels[r] == j ? 1 : 0));
            }
        }
    }
}
