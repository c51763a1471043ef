namespace CourseLib.Kernels;

/// <summary>Batch normalisation of x: (n, c, s), one mean and variance for each of the c channels, taken over n and s (s = H·W, or 1 for 2-D input).</summary>
/// <remarks>
/// A chunk is one channel, or as many neighbours as have 512 elements in an image together (64 when s = 1), so that memory is read in pieces worth
/// fetching and what follows the sums finds the channels in the cache. Variance: runs of at most 4,096 elements of a channel, read from memory once;
/// each gets its own mean and its squares about that mean, and the runs are merged in double (Chan, Golub and LeVeque 1983), so a large common
/// mean costs no digits.
/// </remarks>
internal static unsafe class BatchNormalization
{
    /// <summary>The mean and the biased variance (divided by n·s) of each channel.</summary>
    public static void Statistics(int n, int c, int s, ReadOnlySpan<float> x, Span<float> mean, Span<float> variance)
    {
        Require(n, c, s, x.Length, mean.Length, variance.Length);
        fixed (float* px = x, pmean = mean, pvariance = variance) { Run(new BatchNormJob { N = n, C = c, S = s, X = px, Mean = pmean, Variance = pvariance }); }
    }

    /// <summary>y = gamma·(x − mean)·invStd + beta.</summary>
    public static void Normalize(int n, int c, int s, ReadOnlySpan<float> x, ReadOnlySpan<float> mean, ReadOnlySpan<float> invStd,
        ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta, Span<float> y)
    {
        Require(n, c, s, x.Length, mean.Length, invStd.Length, gamma.Length, beta.Length);
        Require(n, c, s, y.Length);
        fixed (float* px = x, pmean = mean, pinvStd = invStd, pgamma = gamma, pbeta = beta, py = y)
        {
            Run(new BatchNormJob { N = n, C = c, S = s, X = px, Mean = pmean, InvStd = pinvStd, Gamma = pgamma, Beta = pbeta, Y = py });
        }
    }

    /// <summary>Statistics and Normalize in one go over the memory: mean, variance (biased), invStd = 1/√(variance + epsilon) and y are written.</summary>
    /// <param name="rectifies">y is max(…, 0).</param>
    public static void Train(int n, int c, int s, ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta, float epsilon,
        Span<float> mean, Span<float> variance, Span<float> invStd, Span<float> y, bool rectifies = false)
    {
        Require(n, c, s, x.Length, mean.Length, variance.Length, invStd.Length, gamma.Length, beta.Length);
        Require(n, c, s, y.Length);
        fixed (float* px = x, pmean = mean, pvariance = variance, pinvStd = invStd, pgamma = gamma, pbeta = beta, py = y)
        {
            Run(new BatchNormJob { N = n, C = c, S = s, X = px, Mean = pmean, Variance = pvariance, Epsilon = epsilon, InvStd = pinvStd, Gamma = pgamma, Beta = pbeta, Y = py, Rectifies = rectifies });
        }
    }

    /// <summary>The gradients of training-mode batch normalisation, where mean and invStd were themselves computed from x.</summary>
    /// <param name="rectifiedBeta">Where a ReLU came behind: beta, from which and x follows where it lets the gradient through.</param>
    public static void Backward(int n, int c, int s, ReadOnlySpan<float> x, ReadOnlySpan<float> mean, ReadOnlySpan<float> invStd,
        ReadOnlySpan<float> gamma, ReadOnlySpan<float> dy, Span<float> dx, Span<float> dgamma, Span<float> dbeta, ReadOnlySpan<float> rectifiedBeta = default)
    {
        Require(n, c, s, x.Length, mean.Length, invStd.Length, gamma.Length, dgamma.Length, dbeta.Length);
        Require(n, c, s, Math.Min(dy.Length, dx.Length));
        if (!rectifiedBeta.IsEmpty) { Require(n, c, s, x.Length, rectifiedBeta.Length); }
        fixed (float* px = x, pmean = mean, pinvStd = invStd, pgamma = gamma, pbeta = rectifiedBeta, pdy = dy, pdx = dx, pdgamma = dgamma, pdbeta = dbeta)
        {
            Run(new BatchNormJob
            {
                N = n,
                C = c,
                S = s,
                X = px,
                Mean = pmean,
                InvStd = pinvStd,
                Gamma = pgamma,
                Beta = pbeta,
                Y = pdx,
                Upstream = pdy,
                DGamma = pdgamma,
                DBeta = pdbeta,
                Rectifies = pbeta != null,
            });
        }
    }

    private static void Run(BatchNormJob job)
    {
        if (job.N == 0 || job.S == 0) { return; }
        Threads.For(job.Chunks, job);
    }

    private static void Require(int n, int c, int s, int elements, params ReadOnlySpan<int> channels)
    {
        if (elements < (long)n * c * s) { throw new ArgumentException($"batch normalisation of ({n}, {c}, {s}) has a span of {elements} elements"); }
        foreach (int length in channels)
        {
            if (length < c) { throw new ArgumentException($"batch normalisation of {c} channels has a span of {length} of them"); }
        }
    }
}
