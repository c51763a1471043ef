using CourseLib.Norms;

namespace CourseLib.Tests.Norms;

public class WorkerGroupTests
{
    [Fact]
    public void Sums_are_over_all_workers_in_every_exchange()
    {
        var group = new WorkerGroup(3);
        double[][] results = group.Run(rank =>
        {
            double[] first = [rank, 1], second = [rank * rank];
            group.Workers[rank].AllReduce(first);
            group.Workers[rank].AllReduce(second);
            return (double[])[.. first, .. second];
        });
        Assert.All(results, result => Assert.Equal([3, 3, 5], result));
    }

    [Fact]
    public void A_worker_that_throws_frees_the_others_and_its_exception_arrives()
    {
        var group = new WorkerGroup(3);
        var thrown = Assert.Throws<NotSupportedException>(() => group.Run(rank =>
        {
            if (rank == 1) throw new NotSupportedException("mine");
            group.Workers[rank].AllReduce(new double[1]);
        }));
        Assert.Equal("mine", thrown.Message);
        Assert.Equal([0, 1, 2], group.Run(rank => rank));
    }

    [Fact]
    public void A_worker_that_leaves_out_an_exchange_is_named()
    {
        var group = new WorkerGroup(2);
        string message = Assert.Throws<InvalidOperationException>(() => group.Run(rank =>
        {
            if (rank == 0) group.Workers[rank].AllReduce(new double[1]);
        })).Message;
        Assert.Contains("worker 0 waits", message);
        Assert.Contains("worker 1 has ended", message);
    }

    [Fact]
    public void Exchanges_of_different_lengths_in_anothers_name_and_outside_a_run_are_refused()
    {
        var group = new WorkerGroup(2);
        Assert.Contains("as many", Assert.Throws<InvalidOperationException>(() => group.Run(rank => group.Workers[rank].AllReduce(new double[rank + 1]))).Message);
        Assert.Contains("worker 0's connection", Assert.Throws<InvalidOperationException>(() => group.Run(_ => group.Workers[0].AllReduce(new double[1]))).Message);
        Assert.Contains("WorkerGroup.Run", Assert.Throws<InvalidOperationException>(() => group.Workers[0].AllReduce(new double[1])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerGroup(0));
    }
}
