using System.Text.Json;
using CourseKit.Jupyter;
using CourseKit.Jupyter.Zmtp;
using CourseKit.Tests.Worker;

namespace CourseKit.Tests.Jupyter;

/// <summary>Everybody who hears a signed request, or what the kernel signs, can say it again.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task A_request_that_is_sent_five_times_runs_once()
    {
        await using TestFrontEnd front = await TestFrontEnd.StartAsync();
        await front.RunAsync("int runs = 0;");
        IReadOnlyList<byte[]> frames = front.Frames("execute_request", TestFrontEnd.Cell("runs++;"));
        for (int i = 0; i < 5; i++) front.SendRaw(frames);
        using ZmtpConnection stranger = await front.ConnectAsync(front.Connection.Shell, "DEALER", "stranger"u8.ToArray());
        stranger.TrySend(ZmtpFrame.PackMessage(frames));
        front.SendRaw(frames, RequestChannel.Control);
        Assert.Equal("1", (await front.RunAsync("runs")).Result);
    }

    [Fact]
    public async Task What_the_kernel_has_signed_opens_no_door()
    {
        await using TestFrontEnd front = await TestFrontEnd.StartAsync();
        using ZmtpConnection listener = await front.ConnectAsync(front.Connection.IoPub, "SUB", []);
        listener.TrySend(ZmtpFrame.PackMessage([[1]]));
        await front.RunAsync("1");
        using ZmtpConnection stranger = await front.ConnectAsync(front.Connection.Shell, "DEALER", "stranger"u8.ToArray());
        for (int i = 0; i < 4; i++) stranger.TrySend(ZmtpFrame.PackMessage([.. (await listener.ReceiveAsync(TestWorker.Patience)).Frames.Skip(1)]));
        // A peer that had shown the key might send this much.
        stranger.TrySend(ZmtpFrame.PackMessage([new byte[1 << 20]]));
        await Assert.ThrowsAnyAsync<IOException>(() => stranger.ReceiveAsync(TestWorker.Patience));
    }

    [Fact]
    public void Where_there_is_no_key_an_id_counts_once_in_its_session()
    {
        var guard = new ReplayGuard("kernel");
        Assert.True(guard.IsNew(Request("a", "1")));
        Assert.False(guard.IsNew(Request("a", "1")));
        Assert.True(guard.IsNew(Request("b", "1")));
        Assert.True(guard.IsNew(Request("a", "2")));
        Assert.True(guard.IsNew(Request("", "a 1")));
        Assert.True(guard.IsNew(Request("a 1", "")));
        Assert.False(guard.IsNew(Request("kernel", "3")));
    }

    [Fact]
    public void A_signature_counts_once_and_an_id_as_often_as_it_is_signed_anew()
    {
        var guard = new ReplayGuard("kernel");
        Assert.True(guard.IsNew(Request("a", "1", signature: [1])));
        Assert.True(guard.IsNew(Request("a", "1", signature: [2])));
        Assert.False(guard.IsNew(Request("a", "1", signature: [1])));
        Assert.False(guard.IsNew(Request("b", "2", signature: [2])));
    }

    [Fact]
    public void Of_ids_that_are_forgotten_the_dates_are_not()
    {
        var guard = new ReplayGuard("kernel", mostRemembered: 100);
        for (int i = 0; i < 500; i++) Assert.True(guard.IsNew(Request("a", $"{i}", i)));
        for (int i = 0; i < 500; i++) Assert.False(guard.IsNew(Request("a", $"{i}", i)));
        Assert.True(guard.IsNew(Request("a", "new", 500)));
        // Another front end's clock may be late, and one without a clock is believed.
        Assert.True(guard.IsNew(Request("b", "1", -3600)));
        Assert.True(guard.IsNew(Request("a", "dateless")));
    }

    private static JupyterMessage Request(string session, string id, int? seconds = null, byte[]? signature = null)
    {
        DateTimeOffset? date = seconds is int late ? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(late) : null;
        return new JupyterMessage(RequestChannel.Shell, [], new MessageHeader("execute_request", id, session, date, []), default(JsonElement), 0, 0) { Signature = signature ?? [] };
    }
}
