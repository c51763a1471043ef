using CourseLib.Kernels;

namespace CourseLib.Benchmarks.Families;

/// <summary>Matrix products: square, tall, those that LeNet and ResNet make, and with transposed operands.</summary>
internal static class Products
{
    public static IEnumerable<Benchmark> All =>
    [
        Product("512", 512, 512, 512),
        Product("1024", 1024, 1024, 1024),
        Product("2048", 2048, 2048, 2048),
        Product("1024, A transposed", 1024, 1024, 1024, transposeA: true),
        Product("1024, B transposed", 1024, 1024, 1024, transposeB: true),
        Product("8192×64×64 (tall)", 8192, 64, 64),
        Product("64×3136×576 (ResNet, as columns)", 64, 3136, 576),
        Product("128×500×1250, B transposed (LeNet fc)", 128, 500, 1250, transposeB: true),
        Product("128×1250×500 (LeNet fc, input gradient)", 128, 1250, 500),
        Product("500×1250×128, A transposed (LeNet fc, weights)", 500, 1250, 128, transposeA: true),
        Product("1×10×500, B transposed (one image)", 1, 10, 500, transposeB: true),
    ];

    private static Benchmark Product(string name, int m, int n, int k, bool transposeA = false, bool transposeB = false) =>
        new("sgemm", name, new { op = "sgemm", m, n, k, transposeA, transposeB }, () =>
        {
            float[] a = Work.Numbers(m, k).ToArray(), b = Work.Numbers(k, n).ToArray(), c = new float[m * n];
            return () => Gemm.Multiply(transposeA, transposeB, m, n, k, a, b, c);
        }, Flops: 2.0 * m * n * k)
        {
            Rivals = m * (long)n * k > 1L << 31 || transposeA || transposeB ? [] : [("MathNet.Numerics", () =>
            {
                var a = Work.Numbers(m, k).ToMathNetMatrix();
                var b = Work.Numbers(k, n).ToMathNetMatrix();
                var c = b.Multiply(0).Resized(m, n);
                return () => a.Multiply(b, c);
            }
            )],
        };

    private static MathNet.Numerics.LinearAlgebra.Matrix<float> Resized(this MathNet.Numerics.LinearAlgebra.Matrix<float> like, int rows, int columns) =>
        MathNet.Numerics.LinearAlgebra.Matrix<float>.Build.SameAs(like, rows, columns);
}
