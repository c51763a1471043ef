using CourseLib.Kernels;

namespace CourseLib.Tests.Kernels;

/// <summary>Every buffer of a kernel, read or written, stands beside memory that ends the process when it is touched.</summary>
public class GuardPageTests
{
    [SkippableFact]
    public void Convolutions_stay_inside_their_spans()
    {
        RequireGuards();
        var random = new Random(91);
        for (int trial = 0; trial < 300; trial++)
        {
            var s = ConvolutionTests.RandomShape(random);
            using var memory = new GuardedMemory();
            Span<float> x = memory.Filled(random, (int)s.InputCount), w = memory.Filled(random, (int)s.WeightCount), dy = memory.Filled(random, (int)s.OutputCount);
            Convolution.Forward(s, x, w, memory.Filled(random, s.OutChannels), memory.Floats(dy.Length), rectifies: trial % 2 == 0);
            Convolution.BackwardInput(s, w, dy, memory.Floats(x.Length));
            Convolution.BackwardWeight(s, x, dy, memory.Floats(w.Length));
            Convolution.BackwardBias(s, dy, memory.Floats(s.OutChannels));
        }
    }

    [SkippableFact]
    public void Products_stay_inside_their_spans()
    {
        RequireGuards();
        var random = new Random(92);
        for (int trial = 0; trial < 500; trial++)
        {
            using var memory = new GuardedMemory();
            int m = random.Next(1, 70), n = random.Next(1, 100), k = random.Next(1, trial % 20 == 0 ? 600 : 50);
            Gemm.Multiply(trial % 2 == 0, trial / 2 % 2 == 0, m, n, k, memory.Filled(random, m * k), memory.Filled(random, k * n), memory.Floats(m * n));
        }
    }

    [SkippableFact]
    public void Pools_stay_inside_their_spans()
    {
        RequireGuards();
        var random = new Random(93);
        for (int trial = 0; trial < 500; trial++)
        {
            var s = PoolingTests.RandomShape(random);
            using var memory = new GuardedMemory();
            Span<float> x = memory.Filled(random, s.Planes * s.InPlane), y = memory.Floats(s.Planes * s.OutPlane), dx = memory.Floats(x.Length);
            Span<int> places = memory.Integers(y.Length);
            Pooling.MaxForward(s, x, y, places);
            Pooling.MaxBackward(s, y, places, dx);
            Pooling.AverageForward(s, x, y);
            Pooling.AverageBackward(s, y, dx);
        }
    }

    [SkippableFact]
    public void Norms_and_softmax_stay_inside_their_spans()
    {
        RequireGuards();
        var random = new Random(94);
        for (int trial = 0; trial < 500; trial++)
        {
            using var memory = new GuardedMemory();
            int n = random.Next(1, 6), g = random.Next(1, 4), c = g * random.Next(1, 12), s = trial % 3 == 0 ? 1 : random.Next(2, 90), count = n * c * s;
            if (c / g * s < 2 || n * s < 2) { continue; }
            Span<float> x = memory.Filled(random, count), dy = memory.Filled(random, count), y = memory.Floats(count), gamma = memory.Filled(random, c), beta = memory.Filled(random, c);
            Span<float> mean = memory.Floats(c), variance = memory.Floats(c), invStd = memory.Floats(c), dgamma = memory.Floats(c), dbeta = memory.Floats(c);
            BatchNormalization.Train(n, c, s, x, gamma, beta, 1e-5f, mean, variance, invStd, y);
            BatchNormalization.Backward(n, c, s, x, mean, invStd, gamma, dy, y, dgamma, dbeta);
            BatchNormalization.Train(n, c, s, x, gamma, beta, 1e-5f, mean, variance, invStd, y, rectifies: true);
            BatchNormalization.Backward(n, c, s, x, mean, invStd, gamma, dy, y, dgamma, dbeta, rectifiedBeta: beta);
            Span<float> means = memory.Floats(n * g), variances = memory.Floats(n * g), invStds = memory.Floats(n * g);
            GroupNormalization.Train(n, c, s, g, x, gamma, beta, 1e-5f, means, variances, invStds, y);
            GroupNormalization.Backward(n, c, s, g, x, means, invStds, gamma, dy, y, dgamma, dbeta);
            Softmax.Forward(n, c, s, x, y, trial % 2 == 0);
            Softmax.Backward(n, c, s, x, dy, y, trial % 2 == 0);
            Reduce.Sum(x, n, c, s, memory.Floats(n * s));
            Reduce.SumChannels(x, n, c, s, mean);
            Elementwise.Unary<Exp>(x, y);
            Elementwise.Binary<Add>(x, dy, y);
            Elementwise.BinaryAxis<Add>(n, c, s, x, gamma, y);
        }
    }

    private static void RequireGuards() => Skip.IfNot(OperatingSystem.IsLinux(), "guard pages are asked for as Linux does; run this test there");
}
