using System.Buffers.Binary;

namespace CourseKit.Jupyter.Zmtp;

// ZMTP 3.x on the wire: a greeting of 64 bytes each way, then frames. A frame is
//   flags (1 byte: 01 more frames follow, 02 long size, 04 command) | size (1 byte, or 8 bytes big-endian when long) | body
// A message is one or more frames, all but the last with "more" set. A command is a single frame: name length, name, data.

/// <summary>One frame of a ZMTP connection.</summary>
internal readonly record struct ZmtpFrame(byte[] Body, bool More, bool IsCommand)
{
    private const int MoreFlag = 1, LongFlag = 2, CommandFlag = 4, KnownFlags = 7;

    /// <summary>The next frame of a stream.</summary>
    /// <exception cref="ZmtpException">The peer does not speak ZMTP, or the frame is longer than <paramref name="limit"/>.</exception>
    /// <exception cref="EndOfStreamException">The peer has gone.</exception>
    public static async Task<ZmtpFrame> ReadAsync(Stream stream, long limit, CancellationToken cancellation)
    {
        byte[] head = new byte[8];
        await stream.ReadExactlyAsync(head.AsMemory(0, 1), cancellation);
        int flags = head[0];
        if ((flags & ~KnownFlags) != 0) throw new ZmtpException($"a frame with unknown flags {flags:X2}");
        bool command = (flags & CommandFlag) != 0, more = (flags & MoreFlag) != 0;
        if (command && more) throw new ZmtpException("a command in several frames");

        bool isLong = (flags & LongFlag) != 0;
        await stream.ReadExactlyAsync(head.AsMemory(0, isLong ? 8 : 1), cancellation);
        ulong size = isLong ? BinaryPrimitives.ReadUInt64BigEndian(head) : head[0];
        if (size > (ulong)limit) throw new ZmtpException($"a frame of {size} bytes");
        return new ZmtpFrame(await ReadBodyAsync(stream, (int)size, cancellation), more, command);
    }

    /// <summary>All frames of a message in one piece, so that it can be queued for any number of peers.</summary>
    public static byte[] PackMessage(IReadOnlyList<byte[]> frames)
    {
        byte[] packed = new byte[frames.Sum(frame => HeaderLength(frame.Length) + frame.Length)];
        int position = 0;
        for (int i = 0; i < frames.Count; i++) Append(packed, ref position, frames[i], i < frames.Count - 1 ? MoreFlag : 0);
        return packed;
    }

    public static byte[] PackCommand(byte[] body)
    {
        byte[] packed = new byte[HeaderLength(body.Length) + body.Length];
        int position = 0;
        Append(packed, ref position, body, CommandFlag);
        return packed;
    }

    private static int HeaderLength(int size) => size > byte.MaxValue ? 9 : 2;

    private static void Append(byte[] packed, ref int position, byte[] body, int flags)
    {
        if (body.Length > byte.MaxValue)
        {
            packed[position] = (byte)(flags | LongFlag);
            BinaryPrimitives.WriteUInt64BigEndian(packed.AsSpan(position + 1), (ulong)body.Length);
        }
        else
        {
            packed[position] = (byte)flags;
            packed[position + 1] = (byte)body.Length;
        }
        position += HeaderLength(body.Length);
        body.CopyTo(packed, position);
        position += body.Length;
    }

    /// <summary>Memory grows with what has come, not with what the peer says will come.</summary>
    private static async Task<byte[]> ReadBodyAsync(Stream stream, int size, CancellationToken cancellation)
    {
        const int first = 64 << 10;
        byte[] body = new byte[Math.Min(size, first)];
        for (int filled = 0; filled < size; filled = body.Length)
        {
            if (filled > 0) Array.Resize(ref body, (int)Math.Min(size, 4L * filled));
            await stream.ReadExactlyAsync(body.AsMemory(filled), cancellation);
        }
        return body;
    }
}

/// <summary>The peer broke the protocol; its connection is closed.</summary>
internal sealed class ZmtpException(string message) : Exception(message);
