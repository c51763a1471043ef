namespace CourseLib.Kernels;

/// <summary>Batch normalisation of x: (n, c, s), one mean and variance for each of the c channels, taken over n and s (s = H·W, or 1 for 2-D input).</summary>
internal static class BatchNormalization
{
    /// <summary>The mean and the biased variance (divided by n·s) of each channel.</summary>
    public static void Statistics(int n, int c, int s, ReadOnlySpan<float> x, Span<float> mean, Span<float> variance)
    {
        for (int j = 0; j < c; j++)
        {
            double sum = 0, squares = 0;
            for (int i = 0; i < n; i++) { foreach (float v in x.Slice(((i * c) + j) * s, s)) { sum += v; } }
            double mu = sum / ((double)n * s);
            for (int i = 0; i < n; i++) { foreach (float v in x.Slice(((i * c) + j) * s, s)) { squares += (v - mu) * (v - mu); } }
            mean[j] = (float)mu;
            variance[j] = (float)(squares / ((double)n * s));
        }
    }

    /// <summary>y = gamma·(x − mean)·invStd + beta.</summary>
    public static void Normalize(int n, int c, int s, ReadOnlySpan<float> x, ReadOnlySpan<float> mean, ReadOnlySpan<float> invStd,
        ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta, Span<float> y)
    {
        for (int i = 0; i < n * c; i++)
        {
            int j = i % c;
            for (int t = i * s; t < (i + 1) * s; t++) { y[t] = (gamma[j] * ((x[t] - mean[j]) * invStd[j])) + beta[j]; }
        }
    }

    /// <summary>The gradients of training-mode batch normalisation, where mean and invStd were themselves computed from x.</summary>
    public static void Backward(int n, int c, int s, ReadOnlySpan<float> x, ReadOnlySpan<float> mean, ReadOnlySpan<float> invStd,
        ReadOnlySpan<float> gamma, ReadOnlySpan<float> dy, Span<float> dx, Span<float> dgamma, Span<float> dbeta)
    {
        for (int j = 0; j < c; j++)
        {
            double sum = 0, dot = 0;
            for (int i = 0; i < n; i++)
            {
                for (int t = ((i * c) + j) * s; t < ((i * c) + j + 1) * s; t++)
                {
                    sum += dy[t];
                    dot += dy[t] * ((x[t] - mean[j]) * (double)invStd[j]);
                }
            }

            dbeta[j] = (float)sum;
            dgamma[j] = (float)dot;
            double count = (double)n * s;
            for (int i = 0; i < n; i++)
            {
                for (int t = ((i * c) + j) * s; t < ((i * c) + j + 1) * s; t++)
                {
                    double normalized = (x[t] - mean[j]) * (double)invStd[j];
                    dx[t] = (float)(gamma[j] * invStd[j] * (dy[t] - (sum / count) - (normalized * dot / count)));
                }
            }
        }
    }
}
