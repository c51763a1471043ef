using CourseLib.Tensors;
using FsCheck;
using FsCheck.Fluent;

namespace CourseLib.Tests.Tensors;

public class BroadcastingProperties
{
    /// <summary>A result shape, and two operand shapes that broadcast to it: some axes are 1, some leading axes are left out.</summary>
    private static readonly Arbitrary<(int[] Left, int[] Right)> Pairs = (
        from rank in Gen.Choose(0, 5)
        from shape in Gen.ArrayOf(Gen.Choose(1, 4), rank)
        from left in Operand(shape)
        from right in Operand(shape)
        select (left, right)).ToArbitrary();

    private static Gen<int[]> Operand(int[] shape) =>
        from lead in Gen.Choose(0, shape.Length)
        from ones in Gen.ArrayOf(Gen.Elements(true, false), shape.Length)
        select shape.Select((size, axis) => ones[axis] ? 1 : size).Skip(lead).ToArray();

    [Fact]
    public void Broadcasting_agrees_with_tiling_by_hand() => Prop.ForAll(Pairs, pair =>
    {
        Tensor x = Tensor.Randn(pair.Left, seed: 1), y = Tensor.Randn(pair.Right, seed: 2);
        Tensor difference = x - y, quotient = x / y;
        int[] shape = difference.Shape;
        for (int at = 0; at < difference.Count; at++)
        {
            float a = At(x, shape, at), b = At(y, shape, at);
            Assert.Equal(a - b, difference.ToArray()[at]);
            Assert.Equal(a / b, quotient.ToArray()[at]);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_gradient_of_a_broadcast_operand_is_the_sum_over_its_repeats() => Prop.ForAll(Pairs, pair =>
    {
        Tensor x = Tensor.Randn(pair.Left, seed: 1), y = Tensor.Randn(pair.Right, seed: 2);
        x.RequiresGrad = y.RequiresGrad = true;
        Tensor sum = x + y, upstream = Tensor.Rand(sum.Shape, seed: 3);
        sum.Backward(upstream);
        foreach (Tensor operand in (Tensor[])[x, y])
        {
            var expected = new double[operand.Count];
            for (int at = 0; at < upstream.Count; at++) expected[Place(operand.Shape, sum.Shape, at)] += upstream.ToArray()[at];
            float[] found = operand.Grad!.ToArray();
            for (int at = 0; at < expected.Length; at++) Assert.Equal(expected[at], found[at], 1e-4);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reductions_over_any_axes_agree_with_sums_by_hand()
    {
        Arbitrary<(int[] Shape, bool[] Reduced)> cases = (
            from rank in Gen.Choose(1, 5)
            from shape in Gen.ArrayOf(Gen.Choose(1, 4), rank)
            from reduced in Gen.ArrayOf(Gen.Elements(true, false), rank)
            select (shape, reduced)).ToArbitrary();
        Prop.ForAll(cases, reduction =>
        {
            (int[] shape, bool[] reduced) = reduction;
            Tensor x = Tensor.Randn(shape, seed: 4);
            int[] axes = [.. Enumerable.Range(0, shape.Length).Where(axis => reduced[axis])];
            int[] kept = [.. shape.Select((size, axis) => reduced[axis] ? 1 : size)];
            var sums = new double[kept.Aggregate(1, (a, b) => a * b)];
            var largest = Enumerable.Repeat(float.NegativeInfinity, sums.Length).ToArray();
            for (int at = 0; at < x.Count; at++)
            {
                int place = Place(kept, shape, at);
                sums[place] += x.ToArray()[at];
                largest[place] = Math.Max(largest[place], x.ToArray()[at]);
            }
            Tensor sum = x.Sum(axes, keepDims: true);
            Assert.Equal(kept, sum.Shape);
            for (int at = 0; at < sums.Length; at++) Assert.Equal(sums[at], sum.ToArray()[at], 1e-4);
            Assert.Equal(largest, x.Max(axes).ToArray());
            Assert.Equal(sum.ToArray(), x.Sum(axes).ToArray());
        }).QuickCheckThrowOnFailure();
    }

    private static float At(Tensor operand, int[] shape, int at) => operand.ToArray()[Place(operand.Shape, shape, at)];

    /// <summary>Which element of an operand an element of the result comes from.</summary>
    private static int Place(int[] operand, int[] shape, int at)
    {
        int place = 0, stride = 1;
        for (int back = 1; back <= shape.Length; back++)
        {
            int index = at % shape[^back];
            at /= shape[^back];
            if (back > operand.Length) continue;
            if (operand[^back] != 1) place += index * stride;
            stride *= operand[^back];
        }
        return place;
    }
}
