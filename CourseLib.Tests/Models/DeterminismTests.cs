using CourseLib.Kernels;
using CourseLib.Losses;
using CourseLib.Models;
using CourseLib.Norms;
using CourseLib.Optimizers;
using CourseLib.Tensors;
using CourseLib.Tests.Tensors;

namespace CourseLib.Tests.Models;

/// <summary>The number of threads belongs to the whole process, so these run while nothing else does.</summary>
[Collection(nameof(MemoryTests))]
public class DeterminismTests
{
    [Fact]
    public void Training_gives_the_same_bytes_for_any_number_of_threads()
    {
        byte[][] results = [.. new[] { 1, 2, 3, 2 }.Select(Trained)];
        for (int run = 1; run < results.Length; run++) Assert.Equal(results[0], results[run]);
    }

    private static byte[] Trained(int threads)
    {
        int before = Threads.Count;
        try
        {
            Threads.Count = threads;
            var net = LeNet5.Create(norm: c => new BatchNorm2d(c), normFlat: c => new BatchNorm1d(c), seed: 1);
            var optimizer = new Sgd(net.Parameters(), 0.05f, momentum: 0.9f, weightDecay: 1e-4f);
            for (int step = 0; step < 3; step++)
            {
                Tensor x = Tensor.Randn([24, 3, 32, 32], seed: step);
                optimizer.ZeroGrad();
                Loss.CrossEntropy(net.Forward(x).Tanh() * 3f, [.. Enumerable.Range(0, 24).Select(index => index % 10)]).Backward();
                optimizer.Step();
            }
            return [.. net.StateDict().Values.SelectMany(value => value.ToArray()).SelectMany(BitConverter.GetBytes)];
        }
        finally
        {
            Threads.Count = before;
        }
    }
}
