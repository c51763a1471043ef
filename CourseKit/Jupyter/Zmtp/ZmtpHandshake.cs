using System.Buffers.Binary;
using System.Text;

namespace CourseKit.Jupyter.Zmtp;

/// <summary>What each side says before the first message: the greeting, then READY with its properties (mechanism NULL).</summary>
internal static class ZmtpHandshake
{
    private const int GreetingLength = 64;

    /// <summary>Signature, version 3.0 (so that libzmq subscribes with messages, which peers of any 3.x understand), NULL, client.</summary>
    private static readonly byte[] Greeting = MakeGreeting();

    /// <summary>Which socket types may talk to each other.</summary>
    private static readonly Dictionary<string, string[]> Partners = new()
    {
        ["ROUTER"] = ["DEALER", "REQ", "ROUTER"],
        ["DEALER"] = ["ROUTER", "REP", "DEALER"],
        ["REP"] = ["REQ", "DEALER"],
        ["REQ"] = ["REP", "ROUTER"],
        ["PUB"] = ["SUB", "XSUB"],
        ["SUB"] = ["PUB", "XPUB"],
    };

    /// <summary>Runs the handshake and gives the identity that the peer wants, empty if it wants none.</summary>
    /// <param name="reader">Buffered.</param>
    /// <param name="writer">The other direction of the same connection, not buffered.</param>
    /// <exception cref="ZmtpException">The peer is no partner for a socket of <paramref name="type"/>.</exception>
    public static async Task<byte[]> RunAsync(Stream reader, Stream writer, string type, byte[] identity, CancellationToken cancellation)
    {
        // libzmq sends ten bytes and waits for ours before it goes on: all of ours go out at once.
        await writer.WriteAsync(Greeting, cancellation);
        CheckGreeting(await ReadGreetingAsync(reader, cancellation));

        await writer.WriteAsync(ZmtpFrame.PackCommand(Ready(type, identity)), cancellation);
        const int longestReady = 4096;
        ZmtpFrame frame = await ZmtpFrame.ReadAsync(reader, longestReady, cancellation);
        if (!frame.IsCommand || CommandName(frame.Body) != "READY") throw new ZmtpException("no READY after the greeting");
        Dictionary<string, byte[]> properties = Properties(frame.Body.AsSpan(1 + frame.Body[0]));
        string peer = properties.TryGetValue("Socket-Type", out byte[]? value) ? Encoding.ASCII.GetString(value) : "";
        if (!Partners[type].Contains(peer)) throw new ZmtpException($"a {peer} socket cannot talk to a {type} socket");
        byte[] wanted = properties.GetValueOrDefault("Identity", []);
        return wanted.Length <= byte.MaxValue ? wanted : throw new ZmtpException($"an identity of {wanted.Length} bytes");
    }

    /// <summary>The name that a command's body begins with; empty if there is none.</summary>
    public static string CommandName(ReadOnlySpan<byte> body) =>
        body.Length > 0 && body.Length >= 1 + body[0] ? Encoding.ASCII.GetString(body.Slice(1, body[0])) : "";

    private static byte[] MakeGreeting()
    {
        byte[] greeting = new byte[GreetingLength];
        greeting[0] = 0xFF;
        greeting[9] = 0x7F;
        greeting[10] = 3;
        "NULL"u8.CopyTo(greeting.AsSpan(12));
        return greeting;
    }

    private static async Task<byte[]> ReadGreetingAsync(Stream stream, CancellationToken cancellation)
    {
        byte[] greeting = new byte[GreetingLength];
        // What is no greeting is told from its first byte, without waiting for 63 more.
        await stream.ReadExactlyAsync(greeting.AsMemory(0, 1), cancellation);
        if (greeting[0] != 0xFF) throw new ZmtpException("no ZMTP greeting");
        await stream.ReadExactlyAsync(greeting.AsMemory(1), cancellation);
        return greeting;
    }

    private static void CheckGreeting(ReadOnlySpan<byte> greeting)
    {
        if ((greeting[9] & 1) == 0) throw new ZmtpException("no ZMTP greeting");
        if (greeting[10] < 3) throw new ZmtpException($"ZMTP version {greeting[10]}; 3.0 or later is needed");
        if (!greeting.Slice(12, 20).TrimEnd((byte)0).SequenceEqual("NULL"u8)) throw new ZmtpException("a security mechanism other than NULL");
    }

    private static byte[] Ready(string type, byte[] identity)
    {
        var body = new MemoryStream();
        body.WriteByte(5);
        body.Write("READY"u8);
        WriteProperty(body, "Socket-Type", Encoding.ASCII.GetBytes(type));
        if (type is "DEALER" or "REQ") WriteProperty(body, "Identity", identity);
        return body.ToArray();
    }

    private static void WriteProperty(MemoryStream body, string name, byte[] value)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        body.WriteByte((byte)name.Length);
        body.Write(Encoding.ASCII.GetBytes(name));
        body.Write(length);
        body.Write(value);
    }

    private static Dictionary<string, byte[]> Properties(ReadOnlySpan<byte> data)
    {
        var properties = new Dictionary<string, byte[]>(StringComparer.OrdinalIgnoreCase);
        while (!data.IsEmpty)
        {
            int nameLength = data[0];
            if (data.Length < 1 + nameLength + 4) throw new ZmtpException("READY with a property cut short");
            string name = Encoding.ASCII.GetString(data.Slice(1, nameLength));
            uint length = BinaryPrimitives.ReadUInt32BigEndian(data[(1 + nameLength)..]);
            data = data[(1 + nameLength + 4)..];
            if (length > data.Length) throw new ZmtpException("READY with a property cut short");
            properties[name] = data[..(int)length].ToArray();
            data = data[(int)length..];
        }
        return properties;
    }
}
