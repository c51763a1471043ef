using CourseLib.Norms;
using CourseLib.Tensors;
using FsCheck;
using FsCheck.Fluent;

namespace CourseLib.Tests.Norms;

public class SyncBatchNormTests
{
    [Theory]
    [InlineData(2, 2, 2, 2)]
    [InlineData(1, 5, 2)]
    [InlineData(3, 0, 4)]
    [InlineData(6)]
    public void Shards_of_any_sizes_equal_the_whole_batch(params int[] shards) => Compare(shards, [3, 4, 5], seed: 1, offset: 2);

    [Fact]
    public void Rows_and_one_example_for_each_worker_equal_the_whole_batch_too() => Compare([1, 1, 1, 1], [6], seed: 2, offset: -1);

    [Fact]
    public void A_large_mean_is_no_trouble() => Compare([2, 3, 1], [2, 6, 6], seed: 3, offset: 1000, tolerance: 2e-3);

    [Fact]
    public void Any_sharding_equals_the_whole_batch()
    {
        Arbitrary<(int[] Shards, int[] Example, int Seed)> shardings = (
            from workers in Gen.Choose(1, 5)
            from shards in Gen.ArrayOf(Gen.Choose(0, 4), workers)
            from channels in Gen.Choose(1, 3)
            from spatial in Gen.ArrayOf(Gen.Choose(1, 5), 2)
            from seed in Gen.Choose(0, 1000)
            where shards.Sum() > 1
            select (shards, (int[])[channels, .. spatial], seed)).ToArbitrary();
        Prop.ForAll(shardings, sharding => Compare(sharding.Shards, sharding.Example, sharding.Seed, offset: 1)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_same_sharding_gives_the_same_bytes_every_time()
    {
        Tensor[] shards = Split(Tensor.Randn([9, 3, 7, 7], seed: 4), [4, 2, 3]);
        float[] Run()
        {
            var group = new WorkerGroup(3);
            SyncBatchNorm[] norms = [.. group.Workers.Select(worker => new SyncBatchNorm(3, worker))];
            return Tensor.Concat(group.Run(rank => norms[rank].Forward(shards[rank])), 0).ToArray();
        }
        float[] first = Run();
        for (int again = 0; again < 5; again++) Assert.Equal(first, Run());
    }

    [Fact]
    public void A_single_value_in_the_whole_batch_is_refused_by_all()
    {
        var group = new WorkerGroup(2);
        SyncBatchNorm[] norms = [.. group.Workers.Select(worker => new SyncBatchNorm(3, worker))];
        Tensor[] shards = [Tensor.Ones(1, 3, 1, 1), Tensor.Ones(0, 3, 1, 1)];
        Assert.Contains("1 value", Assert.Throws<ArgumentException>(() => group.Run(rank => norms[rank].Forward(shards[rank]))).Message);
        foreach (SyncBatchNorm norm in norms) norm.Eval();
        Assert.Equal([1, 3, 1, 1], norms[0].Forward(shards[0]).Shape);
    }

    [Fact]
    public void Merged_statistics_are_those_of_all_numbers_whatever_their_mean()
    {
        var random = new Random(6);
        double[][] shards = [.. new[] { 5, 1, 0, 12, 30 }.Select(count => Enumerable.Range(0, count).Select(_ => 1e8 + random.NextDouble()).ToArray())];
        double[] all = [.. shards.SelectMany(shard => shard)];
        (double count, double mean, double m2) = SyncBatchNorm.MergeStats([.. shards.Select(Stats)]);
        Assert.Equal(48, count);
        Assert.Equal(Stats(all).Mean, mean, 1e-7);
        Assert.Equal(1, m2 / Stats(all).M2, 1e-7);
        Assert.Equal((0, 0, 0), SyncBatchNorm.MergeStats());
        Assert.Throws<ArgumentException>(() => SyncBatchNorm.MergeStats((-1, 0, 0)));
        Assert.Throws<ArgumentException>(() => SyncBatchNorm.MergeStats((1, 0, -1)));

        static (double Count, double Mean, double M2) Stats(double[] values)
        {
            double mean = values.Length == 0 ? 0 : values.Average();
            return (values.Length, mean, values.Sum(value => (value - mean) * (value - mean)));
        }
    }

    [Fact]
    public void To_exchange_squares_of_the_workers_sums_as_the_lecture_prints_gives_another_variance()
    {
        double[][] shards = [[1, 2, 4], [3, 8], [5]];
        double count = shards.Sum(shard => shard.Length), squares = shards.Sum(shard => shard.Sum(value => value * value));
        double sum = shards.Sum(shard => shard.Sum()), printed = shards.Sum(shard => shard.Sum() * shard.Sum());
        double mean = sum / count, variance = shards.Sum(shard => shard.Sum(value => (value - mean) * (value - mean))) / count;
        Assert.Equal(variance, squares / count - mean * mean, 1e-12);
        Assert.True(Math.Abs(squares / count - printed / (count * count) - variance) > 1);
    }

    /// <summary>Two training steps and an evaluation, by shards and by <see cref="BatchNorm2d"/> or <see cref="BatchNorm1d"/> on the whole batch.</summary>
    private static void Compare(int[] shards, int[] example, int seed, float offset, double tolerance = 2e-5)
    {
        int channels = example[0];
        var group = new WorkerGroup(shards.Length);
        SyncBatchNorm[] norms = [.. group.Workers.Select(worker => new SyncBatchNorm(channels, worker))];
        BatchNorm whole = example.Length == 1 ? new BatchNorm1d(channels) : new BatchNorm2d(channels);
        Tensor gamma = Tensor.Randn([channels], seed), beta = Tensor.Randn([channels], seed + 1);
        foreach (BatchNorm norm in (BatchNorm[])[whole, .. norms])
        {
            norm.Weight!.CopyFrom(gamma);
            norm.Bias!.CopyFrom(beta);
        }

        for (int step = 0; step < 2; step++)
        {
            Tensor x = Tensor.Randn([shards.Sum(), .. example], seed + 2 + step) + offset, upstream = Tensor.Randn(x.Shape, seed + 10 + step);
            Tensor[] xs = Split(x, shards), upstreams = Split(upstream, shards);
            foreach (Tensor leaf in (Tensor[])[x, .. xs]) leaf.RequiresGrad = true;
            whole.ZeroGrad();
            Tensor y = whole.Forward(x);
            y.Backward(upstream);
            Tensor[] ys = group.Run(rank =>
            {
                norms[rank].ZeroGrad();
                Tensor part = norms[rank].Forward(xs[rank]);
                part.Backward(upstreams[rank]);
                return part;
            });
            AssertClose(y, Tensor.Concat(ys, 0), tolerance);
            AssertClose(x.Grad!, Tensor.Concat([.. xs.Select(part => part.Grad!)], 0), tolerance);
            AssertClose(whole.Weight!.Grad!, Sum(norms, norm => norm.Weight!.Grad!), tolerance);
            AssertClose(whole.Bias!.Grad!, Sum(norms, norm => norm.Bias!.Grad!), tolerance);
            foreach (SyncBatchNorm norm in norms)
            {
                AssertClose(whole.RunningMean!, norm.RunningMean!, tolerance);
                AssertClose(whole.RunningVar!, norm.RunningVar!, tolerance);
            }
        }

        Tensor last = Tensor.Randn([2, .. example], seed) + offset;
        whole.Eval();
        norms[0].Eval();
        AssertClose(whole.Forward(last), norms[0].Forward(last), tolerance);
    }

    private static Tensor Sum(SyncBatchNorm[] norms, Func<SyncBatchNorm, Tensor> part) => norms.Select(part).Aggregate((sum, next) => sum + next);

    private static Tensor[] Split(Tensor x, int[] shards)
    {
        int start = 0;
        return [.. shards.Select(count => x.Slice(0, (start += count) - count, count).Detach())];
    }

    private static void AssertClose(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        float[] wanted = expected.ToArray(), found = actual.ToArray();
        double scale = Math.Max(1, wanted.Max(Math.Abs));
        for (int index = 0; index < wanted.Length; index++) Assert.Equal(wanted[index] / scale, found[index] / scale, tolerance);
    }
}
