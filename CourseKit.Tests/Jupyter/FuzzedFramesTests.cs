using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CourseKit.Jupyter;
using CourseKit.Jupyter.Zmtp;
using CourseKit.Tests.Worker;

namespace CourseKit.Tests.Jupyter;

/// <summary>
/// Mutated frames, from the same seed every time. The environment variable COURSEKIT_FUZZ takes the number of mutations for a longer run:
/// <c>COURSEKIT_FUZZ=1000000 dotnet test --filter FuzzedFrames</c>.
/// </summary>
public sealed class FuzzedFramesTests
{
    private const string Key = "key";

    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("COURSEKIT_FUZZ"), CultureInfo.InvariantCulture, out int rounds) ? rounds : 20_000;

    private readonly Random random = new(11);

    [Fact]
    public async Task A_stream_of_mutated_frames_is_read_or_refused_and_costs_no_more_than_it_brings()
    {
        byte[] good = [.. ZmtpFrame.PackMessage([[1], new byte[300], []]), .. ZmtpFrame.PackCommand([4, .. "PING"u8, 0, 0])];
        for (int round = 0; round < Rounds; round++)
        {
            using var stream = new MemoryStream(Mutated(good));
            long read = 0;
            try
            {
                while (true) read += (await ZmtpFrame.ReadAsync(stream, 1 << 20, CancellationToken.None)).Body.Length;
            }
            catch (Exception refused) when (refused is ZmtpException or EndOfStreamException) { }
            Assert.InRange(read, 0, stream.Length);
        }
    }

    [Fact]
    public void A_mutated_message_is_no_message_and_a_signed_one_is_a_message_or_has_a_fault()
    {
        var codec = new MessageCodec(Key);
        IReadOnlyList<byte[]> good = codec.Encode([[1, 2]], "execute_request", "{}"u8.ToArray(), TestFrontEnd.Cell("var μ = \"🎓\";"));
        byte[] header = good[3], content = good[6];
        for (int round = 0; round < Rounds; round++)
        {
            int which = random.Next(2, good.Count);
            byte[] mutation = Mutated(good[which]);
            if (!mutation.AsSpan().SequenceEqual(good[which])) Assert.Null(codec.Decode(RequestChannel.Shell, [.. good.Select((frame, index) => index == which ? mutation : frame)]));

            // Without a key everything counts as signed.
            JupyterMessage? message = new MessageCodec("").Decode(RequestChannel.Shell,
                [[1], MessageCodec.Delimiter.ToArray(), [], random.Next(2) == 0 ? Mutated(header) : header, [], [], Mutated(content)]);
            Assert.NotNull(message);
            Assert.NotNull(Encoding.UTF8.GetString(message.Header.Echo));
            if (message.Fault is null) Assert.Equal(System.Text.Json.JsonValueKind.Object, message.Content.ValueKind);
        }
    }

    [Fact]
    public async Task Mutated_conversations_leave_the_socket_to_others()
    {
        var heard = new TaskCompletionSource();
        using var router = new RouterSocket<IReadOnlyList<byte[]>>(new IPEndPoint(IPAddress.Loopback, 0), (_, frames) => frames, (message, _) =>
        {
            if (message is [[1, 9]]) heard.TrySetResult();
            return ValueTask.CompletedTask;
        });
        router.Start();
        byte[] greeting = [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0, .. "NULL"u8, .. new byte[48]];
        byte[] ready = ZmtpFrame.PackCommand([5, .. "READY"u8, 11, .. "Socket-Type"u8, 0, 0, 0, 6, .. "DEALER"u8, 8, .. "Identity"u8, 0, 0, 0, 2, 7, 7]);
        byte[] good = [.. greeting, .. ready, .. ZmtpFrame.PackMessage([[1], new byte[300]])];
        for (int round = 0; round < Rounds / 20; round++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, router.Port);
            await client.GetStream().WriteAsync(Mutated(good));
        }
        using ZmtpConnection honest = await ZmtpConnection.ConnectAsync(new IPEndPoint(IPAddress.Loopback, router.Port), "DEALER", [9], CancellationToken.None);
        // Whom a router does not know yet, it sends nothing.
        honest.TrySend(ZmtpFrame.PackMessage([[1, 9]]));
        await heard.Task.WaitAsync(TestWorker.Limit);
        router.Send([9], [[5]]);
        Assert.Equal([[5]], (await honest.ReceiveAsync(TestWorker.Patience)).Frames);
        CancellationToken patience = TestWorker.Patience;
        while (router.Connections > 1) await Task.Delay(20, patience);
    }

    /// <summary>One to four changes: a bit, a byte, a piece cut out, doubled, or filled with what parsers stumble over.</summary>
    private byte[] Mutated(byte[] original)
    {
        List<byte> bytes = [.. original];
        byte[][] pieces = [[0xFF], [0xC3], "\\ud800"u8.ToArray(), "[[[["u8.ToArray(), [0], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "}"u8.ToArray(), "\""u8.ToArray()];
        for (int change = random.Next(1, 5); change > 0; change--)
        {
            int place = bytes.Count == 0 ? 0 : random.Next(bytes.Count), length = Math.Min(random.Next(1, 20), bytes.Count - place);
            switch (random.Next(5))
            {
                case 0 when bytes.Count > 0: bytes[place] ^= (byte)(1 << random.Next(8)); break;
                case 1 when bytes.Count > 0: bytes[place] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(place, length); break;
                case 3: bytes.InsertRange(place, bytes.GetRange(place, length)); break;
                default: bytes.InsertRange(place, pieces[random.Next(pieces.Length)]); break;
            }
        }
        return [.. bytes];
    }
}
