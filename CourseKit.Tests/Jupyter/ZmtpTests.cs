using System.Net;
using System.Net.Sockets;
using System.Text;
using CourseKit.Jupyter.Zmtp;
using CourseKit.Tests.Worker;

namespace CourseKit.Tests.Jupyter;

public sealed class ZmtpTests
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    [Fact]
    public void A_short_message_has_two_bytes_before_each_frame() =>
        Assert.Equal([1, 2, 10, 11, 0, 1, 12], ZmtpFrame.PackMessage([[10, 11], [12]]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_536)]
    [InlineData(3_000_000)]
    public async Task A_frame_of_any_length_comes_back_as_it_was(int length)
    {
        byte[] body = new byte[length];
        new Random(length).NextBytes(body);
        using var stream = new MemoryStream(ZmtpFrame.PackMessage([body, [7]]));
        ZmtpFrame first = await ZmtpFrame.ReadAsync(stream, 1 << 22, CancellationToken.None);
        ZmtpFrame second = await ZmtpFrame.ReadAsync(stream, 1 << 22, CancellationToken.None);
        Assert.True(first.More);
        Assert.Equal(body, first.Body);
        Assert.False(second.More);
        Assert.Equal([7], second.Body);
    }

    [Theory]
    [InlineData(new byte[] { 8, 1, 0 })]                                  // an unknown flag
    [InlineData(new byte[] { 5, 1, 0 })]                                  // a command with more to come
    [InlineData(new byte[] { 2, 255, 255, 255, 255, 255, 255, 255, 255 })] // longer than any memory
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 16, 1 })]               // longer than the limit
    public async Task A_frame_that_breaks_the_protocol_is_refused(byte[] bytes) =>
        await Assert.ThrowsAsync<ZmtpException>(() => ZmtpFrame.ReadAsync(new MemoryStream(bytes), 4096, CancellationToken.None));

    [Fact]
    public async Task A_frame_that_announces_much_and_brings_little_costs_little()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] bytes = [2, 0, 0, 0, 0, 3, 255, 255, 255, 1, 2, 3];
        Task<ZmtpFrame> read = ZmtpFrame.ReadAsync(new MemoryStream(bytes), ZmtpConnection.LongestMessage, CancellationToken.None);
        await Assert.ThrowsAsync<EndOfStreamException>(() => read);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public async Task A_router_answers_the_peer_that_asked()
    {
        using RouterSocket<Letter> router = Answering(letter => [letter.Identity, .. letter.Frames]);
        using ZmtpConnection one = await ConnectAsync(router.Port, "DEALER", "one"u8.ToArray()), two = await ConnectAsync(router.Port, "DEALER", "two"u8.ToArray());
        one.TrySend(ZmtpFrame.PackMessage([[1]]));
        two.TrySend(ZmtpFrame.PackMessage([[2]]));
        Assert.Equal(["one"u8.ToArray(), [1]], await ReceiveAsync(one));
        Assert.Equal(["two"u8.ToArray(), [2]], await ReceiveAsync(two));
    }

    [Fact]
    public async Task A_client_that_comes_back_with_its_identity_takes_over_from_its_dead_connection()
    {
        using RouterSocket<Letter> router = Answering(letter => letter.Frames);
        using ZmtpConnection old = await ConnectAsync(router.Port, "DEALER", "same"u8.ToArray());
        old.TrySend(ZmtpFrame.PackMessage([[1]]));
        await ReceiveAsync(old);
        using ZmtpConnection fresh = await ConnectAsync(router.Port, "DEALER", "same"u8.ToArray());
        fresh.TrySend(ZmtpFrame.PackMessage([[2]]));
        Assert.Equal([[2]], await ReceiveAsync(fresh));
        await Assert.ThrowsAnyAsync<IOException>(() => ReceiveAsync(old));
    }

    [Fact]
    public async Task A_publisher_sends_what_was_subscribed_to_by_message_or_by_command()
    {
        using var publisher = new PublisherSocket(AnyPort, topic => [topic, "welcome"u8.ToArray()]);
        publisher.Start();
        using ZmtpConnection byMessage = await ConnectAsync(publisher.Port, "SUB", []), byCommand = await ConnectAsync(publisher.Port, "SUB", []);
        byMessage.TrySend(ZmtpFrame.PackMessage([[1, .. "st"u8]]));
        byCommand.TrySend(ZmtpFrame.PackCommand([9, .. "SUBSCRIBE"u8, .. "error"u8]));
        Assert.Equal("welcome", Encoding.UTF8.GetString((await ReceiveAsync(byMessage))[1]));
        Assert.Equal("welcome", Encoding.UTF8.GetString((await ReceiveAsync(byCommand))[1]));
        publisher.Send(["status"u8.ToArray()], essential: true);
        publisher.Send(["error"u8.ToArray()], essential: true);
        publisher.Send(["stream"u8.ToArray()], essential: true);
        Assert.Equal(["status"u8.ToArray()], await ReceiveAsync(byMessage));
        Assert.Equal(["stream"u8.ToArray()], await ReceiveAsync(byMessage));
        Assert.Equal(["error"u8.ToArray()], await ReceiveAsync(byCommand));
    }

    [Fact]
    public async Task A_cancelled_subscription_brings_nothing_more()
    {
        using var publisher = new PublisherSocket(AnyPort, topic => [topic]);
        publisher.Start();
        using ZmtpConnection peer = await ConnectAsync(publisher.Port, "SUB", []);
        peer.TrySend(ZmtpFrame.PackMessage([[1, .. "a"u8]]));
        peer.TrySend(ZmtpFrame.PackMessage([[0, .. "a"u8]]));
        peer.TrySend(ZmtpFrame.PackMessage([[1, .. "b"u8]]));
        await ReceiveAsync(peer);
        await ReceiveAsync(peer);
        publisher.Send(["a"u8.ToArray()], essential: true);
        publisher.Send(["b"u8.ToArray()], essential: true);
        Assert.Equal(["b"u8.ToArray()], await ReceiveAsync(peer));
    }

    [Fact]
    public async Task A_subscriber_that_does_not_read_holds_nobody_up()
    {
        using var publisher = new PublisherSocket(AnyPort, topic => [topic]);
        publisher.Start();
        using ZmtpConnection lazy = await ConnectAsync(publisher.Port, "SUB", []), eager = await ConnectAsync(publisher.Port, "SUB", []);
        foreach (ZmtpConnection peer in (ZmtpConnection[])[lazy, eager])
        {
            peer.TrySend(ZmtpFrame.PackMessage([[1]]));
            await ReceiveAsync(peer);
        }
        byte[] picture = new byte[8 << 20];
        for (int i = 0; i < 30; i++)
        {
            publisher.Send([[(byte)i], picture], essential: false);
            Assert.Equal(i, (await ReceiveAsync(eager))[0][0]);
        }
        // What the lazy one finds is a beginning without gaps, not all: the rest did not fit its queue.
        for (int i = 0; i < 5; i++) Assert.Equal(i, (await ReceiveAsync(lazy))[0][0]);
    }

    [Fact]
    public async Task The_heartbeat_returns_every_frame()
    {
        using var heart = new EchoSocket(AnyPort);
        heart.Start();
        using ZmtpConnection peer = await ConnectAsync(heart.Port, "REQ", []);
        peer.TrySend(ZmtpFrame.PackMessage([[], "ping"u8.ToArray(), []]));
        Assert.Equal([[], "ping"u8.ToArray(), []], await ReceiveAsync(peer));
    }

    [Fact]
    public async Task A_ping_is_answered_with_its_context()
    {
        using var heart = new EchoSocket(AnyPort);
        heart.Start();
        using ZmtpConnection peer = await ConnectAsync(heart.Port, "REQ", []);
        peer.TrySend(ZmtpFrame.PackCommand([4, .. "PING"u8, 0, 10, .. "context"u8]));
        ZmtpMessage pong = await peer.ReceiveAsync(TestWorker.Patience);
        Assert.True(pong.IsCommand);
        Assert.Equal("\u0004PONGcontext", Encoding.ASCII.GetString(pong.Frames[0]));
    }

    [Fact]
    public async Task A_peer_of_the_wrong_kind_is_sent_away()
    {
        using var heart = new EchoSocket(AnyPort);
        heart.Start();
        using ZmtpConnection peer = await ZmtpConnection.ConnectAsync(new IPEndPoint(IPAddress.Loopback, heart.Port), "ROUTER", [], CancellationToken.None)
            .ContinueWith(task => task.IsCompletedSuccessfully ? task.Result : null!);
        if (peer is not null) await Assert.ThrowsAnyAsync<IOException>(() => ReceiveAsync(peer));
    }

    [Fact]
    public async Task A_peer_that_sends_its_greeting_in_ten_bytes_and_waits_is_answered()
    {
        using var heart = new EchoSocket(AnyPort);
        heart.Start();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, heart.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(new byte[] { 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0x7F });
        byte[] greeting = new byte[64];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await stream.ReadExactlyAsync(greeting, limit.Token);
        Assert.Equal("NULL", Encoding.ASCII.GetString(greeting, 12, 4));
    }

    private static RouterSocket<Letter> Answering(Func<Letter, IReadOnlyList<byte[]>> answer)
    {
        RouterSocket<Letter> router = null!;
        router = new RouterSocket<Letter>(AnyPort, (identity, frames) => new Letter(identity, frames), (letter, _) =>
        {
            router.Send(letter.Identity, answer(letter));
            return ValueTask.CompletedTask;
        });
        router.Start();
        return router;
    }

    private static Task<ZmtpConnection> ConnectAsync(int port, string type, byte[] identity) =>
        ZmtpConnection.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), type, identity, CancellationToken.None);

    private static async Task<IReadOnlyList<byte[]>> ReceiveAsync(ZmtpConnection peer)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return (await peer.ReceiveAsync(limit.Token)).Frames;
    }

    private sealed record Letter(byte[] Identity, IReadOnlyList<byte[]> Frames);
}
