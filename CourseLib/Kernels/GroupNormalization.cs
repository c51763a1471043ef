namespace CourseLib.Kernels;

/// <summary>Normalisation of each sample of x: (n, c, s) by groups of its channels: every group of c/g channels has a mean and a variance of its own, taken over its channels and s.</summary>
/// <remarks>
/// A group of a sample is a contiguous row of c/g·s elements. One group is layer normalisation, c groups are instance normalisation; with s = 1 every element
/// of a row has a γ and a β of its own, so that layer normalisation of any trailing shape is (rows, elements, 1) in one group.
/// A chunk is whole rows, at least 16,384 elements of them, so that the second pass over a row finds it in the cache. The gradients of γ and β
/// are first summed by row, or (s = 1) by blocks of 8 to 64 samples, and then over these.
/// </remarks>
internal static unsafe class GroupNormalization
{
    /// <summary>y = gamma·(x − mean)·invStd + beta; writes mean, variance (biased) and invStd = 1/√(variance + epsilon) of each of the n·g rows, too.</summary>
    public static void Train(int n, int c, int s, int g, ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta, float epsilon,
        Span<float> mean, Span<float> variance, Span<float> invStd, Span<float> y)
    {
        Require(n, c, s, g, x.Length, y.Length);
        Require("groups", n * g, mean.Length, variance.Length, invStd.Length);
        Require("channels", c, gamma.Length, beta.Length);
        fixed (float* px = x, pgamma = gamma, pbeta = beta, pmean = mean, pvariance = variance, pinvStd = invStd, py = y)
        {
            Run(new GroupNormJob { N = n, C = c, S = s, G = g, X = px, Gamma = pgamma, Beta = pbeta, Epsilon = epsilon, Mean = pmean, Variance = pvariance, InvStd = pinvStd, Y = py });
        }
    }

    /// <summary>The gradients of <see cref="Train"/>, mean and invStd being functions of x.</summary>
    public static void Backward(int n, int c, int s, int g, ReadOnlySpan<float> x, ReadOnlySpan<float> mean, ReadOnlySpan<float> invStd,
        ReadOnlySpan<float> gamma, ReadOnlySpan<float> dy, Span<float> dx, Span<float> dgamma, Span<float> dbeta)
    {
        Require(n, c, s, g, x.Length, dy.Length, dx.Length);
        Require("groups", n * g, mean.Length, invStd.Length);
        Require("channels", c, gamma.Length, dgamma.Length, dbeta.Length);
        fixed (float* px = x, pgamma = gamma, pmean = mean, pinvStd = invStd, pdy = dy, pdx = dx)
        {
            var job = new GroupNormJob { N = n, C = c, S = s, G = g, X = px, Gamma = pgamma, Mean = pmean, InvStd = pinvStd, Upstream = pdy, Y = pdx };
            int parts = s == 1 ? job.Chunks : n;
            using Scratch sums = Scratch.Rent(2 * (nint)parts * c);
            float* gammas = sums.Pointer, betas = gammas + ((nint)parts * c);
            Run(job with { DGamma = gammas, DBeta = betas });
            Reduce.SumRows(new ReadOnlySpan<float>(gammas, parts * c), parts, c, dgamma);
            Reduce.SumRows(new ReadOnlySpan<float>(betas, parts * c), parts, c, dbeta);
        }
    }

    private static void Run(GroupNormJob job)
    {
        if (job.N > 0 && job.Row > 0) { Threads.For(job.Chunks, job); }
    }

    private static void Require(int n, int c, int s, int g, params ReadOnlySpan<int> lengths)
    {
        if (g < 1 || c % g != 0) { throw new ArgumentException($"group normalisation cannot divide {c} channels into {g} groups"); }
        foreach (int length in lengths)
        {
            if (length < (long)n * c * s) { throw new ArgumentException($"group normalisation of ({n}, {c}, {s}) has a span of {length} elements"); }
        }
    }

    private static void Require(string what, int count, params ReadOnlySpan<int> lengths)
    {
        foreach (int length in lengths)
        {
            if (length < count) { throw new ArgumentException($"group normalisation of {count} {what} has a span of {length} of them"); }
        }
    }
}
