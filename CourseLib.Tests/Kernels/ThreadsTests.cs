using CourseLib.Kernels;
using CourseLib.Tests.Tensors;

namespace CourseLib.Tests.Kernels;

/// <summary>The number of threads belongs to the whole process, so these run while nothing else does.</summary>
[Collection(nameof(MemoryTests))]
public class ThreadsTests
{
    [Fact]
    public void Every_chunk_runs_once()
    {
        for (int chunks = 0; chunks < 200; chunks++)
        {
            int[] runs = new int[chunks];
            With(1 + (chunks % 5), () => Threads.For(chunks, i => Interlocked.Increment(ref runs[i])));
            Assert.All(runs, r => Assert.Equal(1, r));
        }
    }

    [Fact]
    public void A_call_inside_a_chunk_runs_inline()
    {
        int sum = 0;
        With(3, () => Threads.For(10, i => Threads.For(10, j => Interlocked.Add(ref sum, (10 * i) + j))));
        Assert.Equal(99 * 100 / 2, sum);
    }

    [Fact]
    public void An_exception_reaches_the_caller_and_the_team_still_works()
    {
        for (int trial = 0; trial < 50; trial++)
        {
            With(2, () => Assert.Throws<InvalidOperationException>(() => Threads.For(20, i => { if (i % 7 == trial % 7) { throw new InvalidOperationException("no"); } })));
            int runs = 0;
            With(2, () => Threads.For(20, _ => Interlocked.Increment(ref runs)));
            Assert.Equal(20, runs);
        }
    }

    [Fact]
    public void Several_callers_at_once_all_get_their_chunks_done()
    {
        int[] done = new int[4];
        With(2, () =>
        {
            var callers = Enumerable.Range(0, 4).Select(c => new Thread(() =>
            {
                for (int trial = 0; trial < 200; trial++) { Threads.For(8, _ => Interlocked.Increment(ref done[c])); }
            })).ToList();
            callers.ForEach(c => c.Start());
            callers.ForEach(c => c.Join());
        });
        Assert.All(done, d => Assert.Equal(1600, d));
    }

    [Fact]
    public void A_number_of_threads_below_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Threads.Count = 0);

    [Fact]
    public void Convolutions_have_the_same_bytes_for_any_number_of_threads()
    {
        var random = new Random(21);
        var shapes = Enumerable.Range(0, 30).Select(_ => ConvolutionTests.RandomShape(random)).Append(new ConvolutionShape(9, 3, 32, 32, 20, 3, 3, 1, 1, 1, 1, 1, 1, 1));
        foreach (var s in shapes)
        {
            float[] x = Sample.Floats(random, (int)s.InputCount), w = Sample.Floats(random, (int)s.WeightCount), dy = Sample.Floats(random, (int)s.OutputCount);
            AssertSame(() =>
            {
                float[] y = new float[dy.Length], dx = new float[x.Length], dw = new float[w.Length], db = new float[s.OutChannels];
                Convolution.Forward(s, x, w, w.AsSpan(0, 0), y);
                Convolution.BackwardInput(s, w, dy, dx);
                Convolution.BackwardWeight(s, x, dy, dw);
                Convolution.BackwardBias(s, dy, db);
                return [.. y, .. dx, .. dw, .. db];
            });
        }
    }

    [Fact]
    public void Matrix_products_have_the_same_bytes_for_any_number_of_threads()
    {
        var random = new Random(22);
        foreach (var (m, n, k) in new[] { (300, 200, 300), (64, 700, 90), (500, 33, 77) })
        {
            float[] a = Sample.Floats(random, m * k), b = Sample.Floats(random, k * n);
            AssertSame(() =>
            {
                float[] c = new float[m * n];
                Gemm.Multiply(false, true, m, n, k, a, b, c);
                return c;
            });
        }
    }

    [Fact]
    public void Everything_else_has_the_same_bytes_for_any_number_of_threads()
    {
        var random = new Random(23);
        float[] x = Sample.Floats(random, 12 * 20 * 30 * 34), dy = Sample.Floats(random, x.Length), channels = Sample.Floats(random, 20);
        var pool = new PoolShape(12, 20, 30, 34, 3, 2, 2, 1, 1, 1, 1, 1);
        int pooled = pool.Planes * pool.OutPlane;
        int[] labels = [.. Enumerable.Range(0, x.Length / 10).Select(_ => random.Next(10))];
        AssertSame(() =>
        {
            float[] mean = new float[20], variance = new float[20], invStd = new float[20], y = new float[x.Length], dx = new float[x.Length];
            float[] dgamma = new float[20], dbeta = new float[20], max = new float[pooled], average = new float[pooled];
            int[] argmax = new int[pooled];
            BatchNormalization.Train(12, 20, 30 * 34, x, channels, channels, 1e-5f, mean, variance, invStd, y);
            BatchNormalization.Backward(12, 20, 30 * 34, x, mean, invStd, channels, dy, dx, dgamma, dbeta);
            Pooling.MaxForward(pool, x, max, argmax);
            Pooling.AverageForward(pool, x, average);
            float[] results = [.. mean, .. variance, .. y, .. dx, .. dgamma, .. dbeta, .. max, .. average];
            Pooling.MaxBackward(pool, dy.AsSpan(0, pooled), argmax, y);
            Pooling.AverageBackward(pool, dy.AsSpan(0, pooled), dx);
            results = [.. results, .. y, .. dx, (float)SoftmaxCrossEntropy.Forward(x.Length / 10, 10, x, labels, y), .. y];
            Reduce.SumRows(x, x.Length / 20, 20, mean);
            Reduce.SumChannels(x, 12, 20, 30 * 34, variance);
            Elementwise.Unary<Tanh>(x, y);
            Updates.Sgd(dx, dy, y, 0.1f, 0.9f, 0.01f, true);
            return [.. results, .. mean, .. variance, .. dx, (float)Reduce.Sum(x), (float)Reduce.SumOfSquares(x)];
        });
    }

    internal static void AssertSame(Func<float[]> compute)
    {
        float[]? first = null;
        foreach (int threads in new[] { 1, 2, 3, 7 })
        {
            With(threads, () =>
            {
                float[] result = compute();
                first ??= result;
                Assert.True(first.AsSpan().SequenceEqual(result), $"{threads} threads give other bytes");
            });
        }
    }

    private static void With(int threads, Action action)
    {
        int before = Threads.Count;
        Threads.Count = threads;
        try { action(); }
        finally { Threads.Count = before; }
    }
}
