namespace CourseLib.Kernels;

/// <summary>Softmax followed by the negative log-likelihood of a label, for each row of (rows, classes).</summary>
/// <remarks>Blocks of about 8,192 elements: subtract each row's maximum, one pass of the vectorised exponential over the whole block, then each row's sum.</remarks>
internal static unsafe class SoftmaxCrossEntropy
{
    private const int Block = 8_192;

    /// <summary>Writes each row's softmax and returns the mean loss, −log softmax(logits)[label]; labels are 0 … classes − 1.</summary>
    public static double Forward(int rows, int classes, ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> probabilities)
    {
        Require(rows, classes, logits.Length, labels, probabilities.Length);
        if (rows == 0) { return 0; }
        int group = Math.Max(1, Block / Math.Max(1, classes)), chunks = (rows + group - 1) / group;
        double[] losses = new double[chunks];
        fixed (float* x = logits, p = probabilities)
        {
            fixed (int* y = labels)
            {
                fixed (double* loss = losses) { Threads.For(chunks, new ForwardJob(rows, classes, group, x, y, p, loss)); }
            }
        }

        double total = 0;
        foreach (double loss in losses) { total += loss; }
        return total / rows;
    }

    /// <summary>dlogits = scale·(probabilities − onehot(labels)); scale is upstream / rows for a mean loss.</summary>
    public static void Backward(int rows, int classes, ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, float scale, Span<float> dlogits)
    {
        Require(rows, classes, probabilities.Length, labels, dlogits.Length);
        Elementwise.Scale(scale, probabilities[..(rows * classes)], dlogits);
        for (int r = 0; r < rows; r++) { dlogits[(r * classes) + labels[r]] -= scale; }
    }

    private static void Require(int rows, int classes, int input, ReadOnlySpan<int> labels, int output)
    {
        int needed = checked(rows * classes);
        if (input < needed || output < needed) { throw new ArgumentException($"{rows} rows of {classes} classes need {needed} elements, the spans have {input} and {output}"); }
        if (labels.Length < rows) { throw new ArgumentException($"{rows} rows have {labels.Length} labels", nameof(labels)); }
        foreach (int label in labels[..rows])
        {
            if ((uint)label >= (uint)classes) { throw new ArgumentOutOfRangeException(nameof(labels), label, $"a label must be from 0 to {classes - 1}"); }
        }
    }

    private readonly struct ForwardJob(int rows, int classes, int group, float* logits, int* labels, float* probabilities, double* losses) : IJob
    {
        public void Run(int chunk)
        {
            int first = chunk * group, end = Math.Min(rows, first + group);
            double loss = 0;
            for (int r = first; r < end; r++)
            {
                float* x = logits + ((nint)r * classes), p = probabilities + ((nint)r * classes);
                float max = x[0];
                for (int j = 1; j < classes; j++) { max = MathF.Max(max, x[j]); }
                loss += (double)max - x[labels[r]];
                for (int j = 0; j < classes; j++) { p[j] = x[j] - max; }
            }

            var block = new Span<float>(probabilities + ((nint)first * classes), (end - first) * classes);
            Elementwise.Unary<Exp>(block, block);
            for (int r = first; r < end; r++)
            {
                float* p = probabilities + ((nint)r * classes);
                double sum = Reduce.Run(p, classes, squares: false);
                loss += Math.Log(sum);
                float scale = (float)(1 / sum);
                for (int j = 0; j < classes; j++) { p[j] *= scale; }
            }

            losses[chunk] = loss;
        }
    }
}
