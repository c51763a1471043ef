using CourseLib.Kernels;

namespace CourseLib.Benchmarks;

/// <summary>What is measured, one list for each kernel family.</summary>
internal static class Families
{
    public static IEnumerable<Benchmark> All => [.. Sgemm, .. Convolutions, .. Pools, .. BatchNorms, .. CrossEntropies, .. Elementwises];

    private static IEnumerable<Benchmark> Sgemm =>
    [
        Product("512", 512, 512, 512),
        Product("1024", 1024, 1024, 1024),
        Product("2048", 2048, 2048, 2048),
        Product("1024, A transposed", 1024, 1024, 1024, transposeA: true),
        Product("1024, B transposed", 1024, 1024, 1024, transposeB: true),
        Product("128×120×400, B transposed (LeNet fc)", 128, 120, 400, transposeB: true),
        Product("128×400×120 (LeNet fc, input gradient)", 128, 400, 120),
        Product("120×400×128, A transposed (weights)", 120, 400, 128, transposeA: true),
    ];

    private static IEnumerable<Benchmark> Convolutions
    {
        get
        {
            (string Name, ConvolutionShape Shape)[] shapes =
            [
                ("3×3 64→64 56×56 b8", Square(8, 64, 56, 64, 3, 1, 1)),
                ("3×3 128→128 28×28 b8", Square(8, 128, 28, 128, 3, 1, 1)),
                ("3×3 256→256 14×14 b8", Square(8, 256, 14, 256, 3, 1, 1)),
                ("3×3 512→512 7×7 b8", Square(8, 512, 7, 512, 3, 1, 1)),
                ("3×3 64→128 56×56 stride 2 b8", Square(8, 64, 56, 128, 3, 2, 1)),
                ("3×3 16→16 32×32 b32 (ResNet-20)", Square(32, 16, 32, 16, 3, 1, 1)),
                ("3×3 32→32 16×16 b32 (ResNet-20)", Square(32, 32, 16, 32, 3, 1, 1)),
                ("3×3 3→64 32×32 b32 (first layer)", Square(32, 3, 32, 64, 3, 1, 1)),
                ("5×5 3→32 32×32 b32 (first layer)", Square(32, 3, 32, 32, 5, 1, 2)),
                ("7×7 3→64 112×112 stride 2 b4", Square(4, 3, 112, 64, 7, 2, 3)),
                ("5×5 1→6 28×28 b128 (LeNet conv1)", Square(128, 1, 28, 6, 5, 1, 2)),
                ("5×5 3→6 32×32 b128 (LeNet conv1)", Square(128, 3, 32, 6, 5, 1, 0)),
                ("5×5 6→16 14×14 b128 (LeNet conv2)", Square(128, 6, 14, 16, 5, 1, 0)),
                ("1×1 64→256 28×28 b8", Square(8, 64, 28, 256, 1, 1, 0)),
                ("1×1 256→64 28×28 b8", Square(8, 256, 28, 64, 1, 1, 0)),
                ("depthwise 3×3 128 28×28 b8", Square(8, 128, 28, 128, 3, 1, 1, 128)),
                ("depthwise 3×3 128 28×28 stride 2 b8", Square(8, 128, 28, 128, 3, 2, 1, 128)),
            ];
            return shapes.Select(s => Convolve(s.Name, s.Shape, train: false)).Concat(shapes.Select(s => Convolve(s.Name, s.Shape, train: true)));
        }
    }

    private static IEnumerable<Benchmark> Pools =>
    [
        Pool("max", "2×2 64×56×56 b8", new PoolShape(8, 64, 56, 56, 2, 2, 2, 2, 0, 0, 1, 1), false),
        Pool("max", "2×2 64×56×56 b8", new PoolShape(8, 64, 56, 56, 2, 2, 2, 2, 0, 0, 1, 1), true),
        Pool("max", "2×2 6×28×28 b128", new PoolShape(128, 6, 28, 28, 2, 2, 2, 2, 0, 0, 1, 1), true),
        Pool("max", "3×3 stride 2 64×56×56 b8", new PoolShape(8, 64, 56, 56, 3, 3, 2, 2, 1, 1, 1, 1), true),
        Pool("avg", "2×2 64×56×56 b8", new PoolShape(8, 64, 56, 56, 2, 2, 2, 2, 0, 0, 1, 1), true),
        Pool("avg", "7×7 512×7×7 b32 (global)", new PoolShape(32, 512, 7, 7, 7, 7, 7, 7, 0, 0, 1, 1), true),
    ];

    private static IEnumerable<Benchmark> BatchNorms =>
    [
        Normalize("64×56×56 b8", 8, 64, 56 * 56),
        Normalize("64×32×32 b32", 32, 64, 32 * 32),
        Normalize("512×7×7 b32", 32, 512, 49),
        Normalize("6×28×28 b128", 128, 6, 28 * 28),
        Normalize("120 b128", 128, 120, 1),
    ];

    private static IEnumerable<Benchmark> CrossEntropies => [CrossEntropy(128, 10), CrossEntropy(128, 1000)];

    private static IEnumerable<Benchmark> Elementwises =>
    [
        Unary<Exp>("exp"), Unary<Log>("log"), Unary<Tanh>("tanh"), Unary<Sigmoid>("sigmoid"), Unary<Erf>("erf"), Unary<Sqrt>("sqrt"), AddUp(1 << 20),
    ];

    private static ConvolutionShape Square(int batch, int inChannels, int size, int outChannels, int kernel, int stride, int pad, int groups = 1) =>
        new(batch, inChannels, size, size, outChannels, kernel, kernel, stride, stride, pad, pad, 1, 1, groups);

    private static Benchmark Product(string name, int m, int n, int k, bool transposeA = false, bool transposeB = false) =>
        new("sgemm", name, new { op = "sgemm", m, n, k, transposeA, transposeB }, () =>
        {
            float[] a = Numbers(m * k), b = Numbers(k * n), c = new float[m * n];
            return () => Gemm.Multiply(transposeA, transposeB, m, n, k, a, b, c);
        }, Flops: 2.0 * m * n * k);

    private static Benchmark Convolve(string name, ConvolutionShape s, bool train)
    {
        var peer = new
        {
            op = "conv",
            train,
            batch = s.Batch,
            inChannels = s.InChannels,
            outChannels = s.OutChannels,
            height = s.InHeight,
            width = s.InWidth,
            kernel = s.KernelHeight,
            stride = s.StrideHeight,
            pad = s.PadHeight,
            groups = s.Groups,
        };
        double multiplyAdds = s.OutputCount * (double)(s.InChannelsPerGroup * s.KernelHeight * s.KernelWidth);
        return new Benchmark(train ? "conv-train" : "conv", name, peer, () =>
        {
            float[] x = Numbers(s.InputCount), w = Numbers(s.WeightCount), bias = Numbers(s.OutChannels), y = new float[s.OutputCount];
            if (!train) { return () => Convolution.Forward(s, x, w, bias, y); }
            float[] dy = Numbers(s.OutputCount), dx = new float[x.Length], dw = new float[w.Length], db = new float[bias.Length];
            return () =>
            {
                Convolution.Forward(s, x, w, bias, y);
                Convolution.BackwardInput(s, w, dy, dx);
                Convolution.BackwardWeight(s, x, dy, dw);
                Convolution.BackwardBias(s, dy, db);
            };
        }, Flops: (train ? 6 : 2) * multiplyAdds);
    }

    private static Benchmark Pool(string kind, string name, PoolShape s, bool train)
    {
        int inputs = s.Planes * s.InPlane, outputs = s.Planes * s.OutPlane;
        var peer = new { op = "pool", kind, train, batch = s.Batch, channels = s.Channels, height = s.InHeight, width = s.InWidth, kernel = s.KernelHeight, stride = s.StrideHeight, pad = s.PadHeight };
        return new Benchmark("pool", $"{kind} {name}{(train ? ", backward too" : "")}", peer, () =>
        {
            float[] x = Numbers(inputs), y = new float[outputs], dy = Numbers(outputs), dx = new float[inputs];
            int[] argmax = new int[outputs];
            return () =>
            {
                if (kind == "max") { Pooling.MaxForward(s, x, y, argmax); }
                else { Pooling.AverageForward(s, x, y); }
                if (!train) { return; }
                if (kind == "max") { Pooling.MaxBackward(s, dy, argmax, dx); }
                else { Pooling.AverageBackward(s, dy, dx); }
            };
        }, Bytes: 4.0 * (train ? 2 : 1) * (inputs + outputs));
    }

    private static Benchmark Normalize(string name, int n, int c, int s)
    {
        int side = (int)Math.Sqrt(s);
        int[] shape = s == 1 ? [n, c] : [n, c, side, side];
        return new Benchmark("batchnorm", name, new { op = "batch_norm", train = true, shape }, () =>
        {
            float[] x = Numbers((long)n * c * s), y = new float[x.Length], dy = Numbers(x.Length), dx = new float[x.Length], gamma = Numbers(c), beta = Numbers(c);
            float[] mean = new float[c], variance = new float[c], invStd = new float[c], dgamma = new float[c], dbeta = new float[c];
            return () =>
            {
                BatchNormalization.Train(n, c, s, x, gamma, beta, 1e-5f, mean, variance, invStd, y);
                BatchNormalization.Backward(n, c, s, x, mean, invStd, gamma, dy, dx, dgamma, dbeta);
            };
        }, Bytes: 4.0 * 5 * n * c * s);
    }

    private static Benchmark CrossEntropy(int rows, int classes) =>
        new("softmax-ce", $"{rows}×{classes}, backward too", new { op = "cross_entropy", rows, classes }, () =>
        {
            float[] x = Numbers(rows * classes), p = new float[x.Length], dx = new float[x.Length];
            int[] labels = [.. Enumerable.Range(0, rows).Select(r => r % classes)];
            return () =>
            {
                SoftmaxCrossEntropy.Forward(rows, classes, x, labels, p);
                SoftmaxCrossEntropy.Backward(rows, classes, p, labels, 1f / rows, dx);
            };
        }, Bytes: 4.0 * 4 * rows * classes);

    private static Benchmark Unary<TOperator>(string function)
        where TOperator : struct, IUnaryOperator
    {
        const int count = 1 << 20;
        return new Benchmark("elementwise", $"{function} of {count}", new { op = "unary", function, count }, () =>
        {
            float[] x = [.. Numbers(count).Select(v => MathF.Abs(v) + 0.1f)], y = new float[count];
            return () => Elementwise.Unary<TOperator>(x, y);
        }, Bytes: 8.0 * count);
    }

    private static Benchmark AddUp(int count) =>
        new("elementwise", $"add of {count}", new { op = "add", count }, () =>
        {
            float[] x = Numbers(count), y = Numbers(count), z = new float[count];
            return () => Elementwise.Binary<Add>(x, y, z);
        }, Bytes: 12.0 * count);

    private static float[] Numbers(long count)
    {
        var random = new Random(1);
        float[] x = new float[count];
        for (long i = 0; i < count; i++) { x[i] = (2 * random.NextSingle()) - 1; }
        return x;
    }
}
