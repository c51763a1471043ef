using System.Net;
using System.Text;
using CourseKit.Jupyter;
using CourseKit.Jupyter.Zmtp;
using CourseKit.Tests.Worker;

namespace CourseKit.Tests.Jupyter;

/// <summary>Peers that shake hands as they should, and have no key.</summary>
public sealed class StrangerTests
{
    private const byte Secret = 42;

    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task Three_hundred_on_each_port_keep_nobody_out_and_drive_nobody_out()
    {
        await using TestFrontEnd front = await TestFrontEnd.StartAsync();
        await front.RunAsync("int kept = 41;");
        List<ZmtpConnection> crowd = [];
        (int Port, string Type)[] ports =
        [
            (front.Connection.Shell, "DEALER"), (front.Connection.Control, "DEALER"), (front.Connection.StandardInput, "DEALER"),
            (front.Connection.IoPub, "SUB"), (front.Connection.Heartbeat, "REQ"),
        ];
        foreach ((int port, string type) in ports)
            for (int i = 0; i < 300; i++)
            {
                crowd.Add(await front.ConnectAsync(port, type, Encoding.ASCII.GetBytes($"stranger {i}")));
                if (type == "SUB") crowd[^1].TrySend(ZmtpFrame.PackMessage([[1]]));
            }
        Assert.InRange(front.ConnectionsOfKernel, 5, 5 * Admission.MostStrangers + 4);

        string asking = front.Send("execute_request", TestFrontEnd.Cell("Console.ReadLine()"));
        await front.AnswerAsync("still here");
        Assert.Equal("still here", (await front.ReceiveAsync(asking)).Result);
        await using TestFrontEnd late = await TestFrontEnd.JoinAsync(front.Connection);
        Assert.Equal("42", (await late.RunAsync("kept + 1")).Result);
        crowd.ForEach(stranger => stranger.Dispose());
    }

    [Fact]
    public async Task A_message_that_only_a_trusted_peer_may_send_is_not_waited_for()
    {
        using RouterSocket<byte[]> router = Trusting(AnyPort);
        using ZmtpConnection stranger = await ConnectAsync(router.Port, "stranger"), friend = await ConnectAsync(router.Port, "friend");
        byte[] much = new byte[3 << 20];
        friend.TrySend(ZmtpFrame.PackMessage([[Secret]]));
        Assert.Equal(1, (await friend.ReceiveAsync(TestWorker.Patience)).Frames[0][0]);
        friend.TrySend(ZmtpFrame.PackMessage([[Secret], much]));
        Assert.Equal(2, (await friend.ReceiveAsync(TestWorker.Patience)).Frames[0][0]);
        stranger.TrySend(ZmtpFrame.PackMessage([[0], much]));
        await Assert.ThrowsAnyAsync<IOException>(() => stranger.ReceiveAsync(TestWorker.Patience));
    }

    [Fact]
    public async Task Many_short_frames_are_one_long_message()
    {
        using RouterSocket<byte[]> router = Trusting(AnyPort);
        using ZmtpConnection stranger = await ConnectAsync(router.Port, "stranger");
        stranger.TrySend(ZmtpFrame.PackMessage([.. Enumerable.Repeat(new byte[10_000], 100)]));
        await Assert.ThrowsAnyAsync<IOException>(() => stranger.ReceiveAsync(TestWorker.Patience));
    }

    [Fact]
    public async Task An_identity_belongs_to_whoever_was_the_last_to_show_the_key()
    {
        using RouterSocket<byte[]> router = Trusting(AnyPort);
        using ZmtpConnection victim = await ConnectAsync(router.Port, "same");
        victim.TrySend(ZmtpFrame.PackMessage([[Secret]]));
        await victim.ReceiveAsync(TestWorker.Patience);
        using ZmtpConnection thief = await ConnectAsync(router.Port, "same");
        for (int i = 0; i < 100; i++) thief.TrySend(ZmtpFrame.PackMessage([[0]]));
        victim.TrySend(ZmtpFrame.PackMessage([[Secret]]));
        Assert.Equal(2, (await victim.ReceiveAsync(TestWorker.Patience)).Frames[0][0]);

        // The same client once more, before anybody has noticed that its first connection is dead.
        using ZmtpConnection back = await ConnectAsync(router.Port, "same");
        back.TrySend(ZmtpFrame.PackMessage([[Secret]]));
        Assert.Equal(3, (await back.ReceiveAsync(TestWorker.Patience)).Frames[0][0]);
        await Assert.ThrowsAnyAsync<IOException>(() => victim.ReceiveAsync(TestWorker.Patience));
    }

    [Fact]
    public async Task Trusted_peers_make_place_for_trusted_peers()
    {
        using RouterSocket<byte[]> router = Trusting(AnyPort);
        List<ZmtpConnection> friends = [];
        for (int i = 0; i <= Admission.MostTrusted; i++)
        {
            friends.Add(await ConnectAsync(router.Port, $"friend {i}"));
            friends[i].TrySend(ZmtpFrame.PackMessage([[Secret]]));
            Assert.Equal((byte)(i + 1), (await friends[i].ReceiveAsync(TestWorker.Patience)).Frames[0][0]);
        }
        await Assert.ThrowsAnyAsync<IOException>(() => friends[0].ReceiveAsync(TestWorker.Patience));
        friends.ForEach(friend => friend.Dispose());
    }

    [Fact]
    public async Task Of_subscribers_that_do_not_read_the_slowest_are_cut_off()
    {
        using var publisher = new PublisherSocket(AnyPort, topic => [topic]);
        publisher.Start();
        List<ZmtpConnection> subscribers = [];
        for (int i = 0; i < 12; i++)
        {
            subscribers.Add(await ZmtpConnection.ConnectAsync(new IPEndPoint(IPAddress.Loopback, publisher.Port), "SUB", [], CancellationToken.None));
            subscribers[i].TrySend(ZmtpFrame.PackMessage([[1]]));
            await subscribers[i].ReceiveAsync(TestWorker.Patience);
        }
        byte[] picture = new byte[8 << 20];
        for (int i = 0; i < 20; i++)
        {
            publisher.Send([[(byte)i], picture], essential: false);
            Assert.Equal(i, (await subscribers[^1].ReceiveAsync(TestWorker.Patience)).Frames[0][0]);
        }
        CancellationToken patience = TestWorker.Patience;
        while (publisher.Connections > 4) await Task.Delay(20, patience);
        subscribers.ForEach(subscriber => subscriber.Dispose());
    }

    [Fact]
    public async Task Who_sends_heartbeats_and_reads_none_is_cut_off()
    {
        using var heart = new EchoSocket(AnyPort);
        heart.Start();
        using ZmtpConnection peer = await ZmtpConnection.ConnectAsync(new IPEndPoint(IPAddress.Loopback, heart.Port), "REQ", [], CancellationToken.None);
        byte[] beat = ZmtpFrame.PackMessage([[], new byte[10_000]]);
        while (heart.Connections > 0)
            if (!peer.TrySend(beat)) await Task.Delay(1);
    }

    [Fact]
    public async Task Requests_beyond_what_may_wait_stay_with_their_sender()
    {
        var queue = new RequestQueue();
        JupyterMessage request = new(RequestChannel.Shell, [], new MessageHeader("t", "i", "s", null, []), default, 0, Size: 40 << 20);
        await queue.AddAsync(request, CancellationToken.None);
        Task second = queue.AddAsync(request, CancellationToken.None).AsTask(), third = queue.AddAsync(request with { Size = 1 }, CancellationToken.None).AsTask();
        Assert.False(second.IsCompleted);
        await queue.TakeAsync(CancellationToken.None);
        await second;
        await third;
        JupyterMessage huge = request with { Size = 1L << 40 };
        queue.Clear();
        await queue.AddAsync(huge, CancellationToken.None);
        Assert.Equal(huge, await queue.TakeAsync(CancellationToken.None));
    }

    /// <summary>A router that trusts messages which begin with the secret, and answers each with how many there were.</summary>
    private static RouterSocket<byte[]> Trusting(IPEndPoint endPoint)
    {
        RouterSocket<byte[]> router = null!;
        int count = 0;
        router = new RouterSocket<byte[]>(endPoint, (identity, frames) => frames[0] is [Secret] ? identity : null, (identity, _) =>
        {
            router.Send(identity, [[(byte)Interlocked.Increment(ref count)]]);
            return ValueTask.CompletedTask;
        });
        router.Start();
        return router;
    }

    private static Task<ZmtpConnection> ConnectAsync(int port, string identity) =>
        ZmtpConnection.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), "DEALER", Encoding.ASCII.GetBytes(identity), CancellationToken.None);
}
