using System.Runtime.InteropServices;
using CourseLib.Kernels;
using CourseLib.Layers;
using CourseLib.Losses;
using CourseLib.Tensors;
using CourseLib.Tests.Golden;
using CourseLib.Tests.Tensors;

namespace CourseLib.Tests.Modules;

/// <summary>The number of threads belongs to the whole process, so these run while nothing else does.</summary>
[Collection(nameof(MemoryTests))]
public class ThreadTests
{
    // Above the chunks of element-wise work (16,384 elements), so that each of these inputs is divided.
    private const int Divided = 40_000;

    private static readonly Dictionary<string, Tensor[]> Inputs = Operations.Names.ToDictionary(name => name, name => Enlarged(name, GoldenValues.Numbered($"{name}/input")));

    [Theory, MemberData(nameof(EveryModule.Parts), MemberType = typeof(EveryModule))]
    public void A_module_has_the_same_bytes_forward_and_backward_for_any_number_of_threads(string name) => AssertSame(() =>
    {
        Module module = EveryModule.Create(name);
        Tensor x = Tensor.Randn(EveryModule.Shape(name), seed: 2);
        return [.. Bytes(_ => module.Forward(x), [x, .. module.Parameters()]), .. module.Buffers()];
    });

    [Theory, MemberData(nameof(Operations.All), MemberType = typeof(Operations))]
    public void An_operation_has_the_same_bytes_forward_and_backward_for_any_number_of_threads(string name)
    {
        AssertSame(() => Bytes(Operations.Named(name), Array.ConvertAll(Inputs[name], input => input.Clone())));
    }

    [Fact]
    public void Most_operations_are_tried_with_inputs_that_are_divided()
    {
        string[] small = [.. Inputs.Where(operation => operation.Value[0].Count < Divided).Select(operation => operation.Key)];
        Assert.True(small.Length < 0.2 * Operations.Names.Count(), string.Join(", ", small));
    }

    [Fact]
    public void Losses_of_large_batches_have_the_same_bytes_for_any_number_of_threads()
    {
        int[] labels = [.. Enumerable.Range(0, 9000).Select(row => row * 7 % 10)];
        Tensor logits = Tensor.Randn([9000, 10], seed: 1), targets = Tensor.Randn([9000, 10], seed: 2), weights = Tensor.Rand([10], seed: 3);
        Func<Tensor[], Tensor>[] losses =
        [
            x => Loss.CrossEntropy(x[0], labels), x => Loss.CrossEntropy(x[0], labels, 0.1f, weights), x => Loss.CrossEntropy(x[0], targets.Softmax()),
            x => Loss.MeanSquaredError(x[0], targets), x => Loss.MeanAbsoluteError(x[0], targets), x => Loss.BinaryCrossEntropy(x[0], targets.Sigmoid()),
            x => Loss.L1Penalty(x, 0.1f), x => Loss.L2Penalty(x, 0.1f),
        ];
        foreach (Func<Tensor[], Tensor> loss in losses) AssertSame(() => Bytes(loss, [logits.Clone()]));
    }

    /// <summary>The inputs repeated along the first axis, all that have as many examples as the first input, or it alone; as they are where neither is possible.</summary>
    private static Tensor[] Enlarged(string name, Tensor[] inputs)
    {
        if (inputs[0].Rank == 0) return inputs;
        int times = Divided / inputs[0].Count + 1, examples = inputs[0].Sizes[0];
        Tensor Repeated(Tensor input) => Tensor.Concat([.. Enumerable.Repeat(input, times)], 0);
        Tensor[][] attempts = [Array.ConvertAll(inputs, input => input.Rank == inputs[0].Rank && input.Sizes[0] == examples ? Repeated(input) : input), [Repeated(inputs[0]), .. inputs[1..]]];
        foreach (Tensor[] attempt in attempts)
        {
            try
            {
                Operations.Named(name)(attempt);
                return attempt;
            }
            catch (ArgumentException)
            {
                // Its labels, say, are for so many examples.
            }
        }
        return inputs;
    }

    private static Tensor[] Bytes(Func<Tensor[], Tensor> f, Tensor[] inputs)
    {
        foreach (Tensor input in inputs) input.RequiresGrad = true;
        Tensor y = f(inputs);
        if (y.RequiresGrad) y.Backward(Tensor.Randn(y.Shape, seed: 5));
        return [y, .. inputs.Select(input => input.Grad).OfType<Tensor>()];
    }

    private static void AssertSame(Func<Tensor[]> compute)
    {
        int before = Threads.Count;
        float[][]? first = null;
        try
        {
            foreach (int threads in new[] { 1, 2, 3, 5 })
            {
                Threads.Count = threads;
                float[][] found = Array.ConvertAll(compute(), tensor => tensor.ToArray());
                first ??= found;
                Assert.Equal(first.Length, found.Length);
                for (int part = 0; part < found.Length; part++)
                    Assert.True(MemoryMarshal.AsBytes(first[part].AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(found[part].AsSpan())), $"with {threads} threads part {part} (0 is the result, then gradients) has other bytes");
            }
        }
        finally
        {
            Threads.Count = before;
        }
    }
}
