using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>Softmax followed by the negative log-likelihood of a label, for each row of (rows, classes).</summary>
internal static unsafe class SoftmaxCrossEntropy
{
    /// <summary>From here on neighbouring float32 numbers are 2 apart, so that a logit ties with the maximum or counts next to nothing.</summary>
    private const double Huge = 1 << 24;

    /// <summary>Writes each row's softmax and returns the mean loss, −log softmax(logits)[label]; labels are 0 … classes − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Forward(int rows, int classes, ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> probabilities)
    {
        Require(rows, classes, logits.Length, labels, probabilities.Length);
        if (rows == 0) { return 0; }
        double[] logSums = new double[rows];
        double total = 0;
        fixed (float* x = logits, p = probabilities)
        {
            fixed (double* logSum = logSums) { Softmax.Rows(rows, classes, x, p, logSum); }
        }

        for (int r = 0; r < rows; r++)
        {
            int at = (r * classes) + labels[r];
            // Beside a huge maximum the logarithm of the sum is lost, even in double; the probability still has it.
            bool isLost = Math.Abs(logSums[r]) > Huge && probabilities[at] > 0;
            total += isLost ? -Math.Log(probabilities[at]) : logSums[r] - logits[at];
        }

        return total / rows;
    }

    /// <summary>dlogits = scale·(probabilities − onehot(labels)); scale is upstream / rows for a mean loss.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
}
