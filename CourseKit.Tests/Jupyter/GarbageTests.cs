using System.Net;
using System.Net.Sockets;
using CourseKit.Jupyter.Zmtp;

namespace CourseKit.Tests.Jupyter;

/// <summary>Anyone on the machine can connect to a kernel's ports, and port scanners do.</summary>
public sealed class GarbageTests
{
    private const int Rounds = 1000;

    [Fact]
    public async Task Garbage_on_every_port_changes_nothing()
    {
        await using TestFrontEnd front = await TestFrontEnd.StartAsync();
        await front.RunAsync("var kept = 41;");
        var random = new Random(7);
        foreach (int port in Ports(front))
            for (int round = 0; round < Rounds; round++)
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                await WriteAsync(client, Garbage(random));
                if (round % 3 == 0) client.Client.LingerState = new LingerOption(true, 0);
            }
        Assert.Equal("42", (await front.RunAsync("kept + 1")).Result);
        await AllHaveGoneAsync(front);
    }

    [Fact]
    public async Task Garbage_behind_a_good_handshake_changes_nothing()
    {
        await using TestFrontEnd front = await TestFrontEnd.StartAsync();
        await front.RunAsync("var kept = 41;");
        var random = new Random(8);
        foreach (int port in Ports(front))
            for (int round = 0; round < Rounds; round++)
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                string type = port == front.Connection.IoPub ? "SUB" : port == front.Connection.Heartbeat ? "REQ" : "DEALER";
                NetworkStream stream = client.GetStream();
                await ZmtpHandshake.RunAsync(stream, stream, type, [], CancellationToken.None);
                await WriteAsync(client, round % 2 == 0 ? Garbage(random) : ZmtpFrame.PackMessage([.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => Garbage(random))]));
            }
        Assert.Equal("42", (await front.RunAsync("kept + 1")).Result);
        await AllHaveGoneAsync(front);
    }

    [Fact]
    public async Task Connections_that_say_nothing_keep_nobody_out()
    {
        await using TestFrontEnd front = await TestFrontEnd.StartAsync();
        List<TcpClient> silent = [];
        foreach (int port in Ports(front))
            for (int i = 0; i < 300; i++)
            {
                var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                silent.Add(client);
            }
        using ZmtpConnection late = await front.ConnectAsync(front.Connection.Shell, "DEALER", "late"u8.ToArray());
        Assert.Equal("2", (await front.RunAsync("1 + 1")).Result);
        silent.ForEach(client => client.Dispose());
    }

    /// <summary>A handshake that never comes is waited for ten seconds.</summary>
    private static async Task AllHaveGoneAsync(TestFrontEnd front)
    {
        for (int attempt = 0; front.ConnectionsOfKernel > 4 && attempt < 300; attempt++) await Task.Delay(100);
        Assert.Equal(4, front.ConnectionsOfKernel);
    }

    private static int[] Ports(TestFrontEnd front) =>
        [front.Connection.Shell, front.Connection.Control, front.Connection.StandardInput, front.Connection.IoPub, front.Connection.Heartbeat];

    /// <summary>The beginning is now and then that of an honest peer.</summary>
    private static byte[] Garbage(Random random)
    {
        byte[] bytes = new byte[random.Next(1, 300)];
        random.NextBytes(bytes);
        byte[] honest = random.Next(4) switch
        {
            0 => [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0, .. "NULL"u8, .. new byte[48]],
            1 => [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F],
            2 => [.. "GET / HTTP/1.1\r\n\r\n"u8],
            _ => [],
        };
        return [.. honest, .. bytes];
    }

    /// <summary>The kernel may have hung up already.</summary>
    private static async Task WriteAsync(TcpClient client, byte[] bytes)
    {
        try
        {
            await client.GetStream().WriteAsync(bytes);
        }
        catch (IOException) { }
    }
}
