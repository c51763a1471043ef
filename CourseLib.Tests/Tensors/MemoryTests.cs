using System.Runtime.CompilerServices;
using CourseLib.Losses;
using CourseLib.Models;
using CourseLib.Norms;
using CourseLib.Optimizers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Tensors;

/// <summary>Counts of the pool belong to the whole process, so these run while nothing else does.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public class MemoryTests
{
    [Fact]
    public void Training_takes_no_more_memory_once_it_is_warm()
    {
        var net = LeNet5.Create(norm: c => new BatchNorm2d(c), normFlat: c => new BatchNorm1d(c), seed: 1);
        var optimizer = new Sgd(net.Parameters(), 0.01f, momentum: 0.9f);
        Tensor x = Tensor.Randn([16, 3, 32, 32], seed: 2);
        int[] labels = [.. Enumerable.Range(0, 16).Select(index => index % 10)];
        void Train(int steps)
        {
            for (int step = 0; step < steps; step++)
            {
                optimizer.ZeroGrad();
                Loss.CrossEntropy(net.Forward(x), labels).Backward();
                optimizer.Step();
            }
        }

        ForgetOtherTests();
        Train(30);
        long warm = BufferPool.AllocatedBytes;
        Train(60);
        // Sixty steps use some 400 MB; where a collection falls may differ by a few buffers.
        Assert.InRange(BufferPool.AllocatedBytes - warm, 0, 16 << 20);
    }

    [Fact]
    public void Evaluation_without_a_graph_stays_flat()
    {
        Tensor x = Tensor.Randn([1 << 20], seed: 1);
        ForgetOtherTests();
        for (int warmUp = 0; warmUp < 100; warmUp++) x = (x * 0.5f).Tanh();
        long warm = BufferPool.AllocatedBytes;
        for (int step = 0; step < 500; step++) x = (x * 0.5f).Tanh();
        Assert.InRange(BufferPool.AllocatedBytes - warm, 0, 64 << 20);
    }

    [Fact]
    public void A_buffer_comes_back_when_its_tensor_is_unreachable()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = BufferPool.LiveBytes;
        Make(100);
        Assert.True(BufferPool.LiveBytes >= before);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.InRange(BufferPool.LiveBytes, 0, before);
    }

    [Fact]
    public void Memory_of_past_work_is_forgotten_by_and_by()
    {
        Hold(150);
        // Smaller work, 6 GB of it.
        for (int step = 0; step < 25_000; step++) Tensor.Full([60_000], 1);
        // What other tests still hold counts as work in progress.
        Assert.InRange(BufferPool.KeptBytes, 0, (300L << 20) + BufferPool.LiveBytes);
    }

    [Fact]
    public void Elements_seen_through_a_span_are_never_reused_while_the_span_lives()
    {
        Span<float> span = Exposed();
        for (int round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Make(20);
        }
        foreach (float value in span) Assert.Equal(7, value);
    }

    [Fact]
    public void Size_classes_hold_what_they_must_and_waste_at_most_a_quarter()
    {
        for (int count = 1; count < 100_000_000; count = count * 9 / 8 + 1)
        {
            int capacity = BufferPool.ClassOf(count);
            Assert.True(capacity >= count);
            if (count > BufferPool.SmallestPooled) Assert.True(capacity <= count * 1.25 + 1, $"{count} takes {capacity}");
            Assert.Equal(capacity, BufferPool.ClassOf(capacity));
        }
    }

    [Fact]
    public unsafe void Pooled_buffers_begin_at_a_cache_line()
    {
        Tensor t = Tensor.Zeros(5000);
        fixed (float* first = t.Elements) Assert.Equal(0, (long)first % 64);
        GC.KeepAlive(t);
    }

    /// <summary>Gives back what earlier tests left in old generations, which else counts as work in progress and puts off the next collection.</summary>
    private static void ForgetOtherTests()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        BufferPool.Collect();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Make(int count)
    {
        for (int index = 0; index < count; index++) Tensor.Full([10_000], 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Hold(int tensors)
    {
        var held = new List<Tensor>();
        for (int index = 0; index < tensors; index++) held.Add(Tensor.Full([1 << 20], 1));
        GC.KeepAlive(held);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Span<float> Exposed() => Tensor.Full([10_000], 7).Span;
}
