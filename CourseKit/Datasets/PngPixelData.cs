using System.Buffers.Binary;
using System.Text;

namespace CourseKit.Datasets;

/// <summary>The chunks of a PNG as one stream: the data of all IDAT chunks, joined, with every chunk's CRC checked on the way.</summary>
internal sealed class PngPixelData(Stream source, string name) : Stream
{
    private const int HeaderLength = 13;

    private readonly byte[] discarded = new byte[4096];
    private Crc32 crc;
    private string type = "";
    private long remaining;
    private bool sawPixels;
    private bool ended;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The IHDR chunk, which comes first.</summary>
    public byte[] ReadHeader()
    {
        StartChunk();
        if (type != "IHDR" || remaining != HeaderLength) throw new InvalidDataException($"{name}: the first chunk is '{type}'; wanted IHDR");
        byte[] header = new byte[HeaderLength];
        Fill(header);
        crc.Append(header);
        remaining = 0;
        EndChunk();
        return header;
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || ended) return 0;
        while (type != "IDAT" || remaining == 0)
            if (!NextPixelChunk()) return 0;
        int wanted = (int)Math.Min(buffer.Length, remaining);
        int count = source.Read(buffer[..wanted]);
        if (count == 0) throw Truncated();
        crc.Append(buffer[..count]);
        remaining -= count;
        if (remaining == 0) EndChunk();
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Checks the chunks behind the pixels, up to IEND.</summary>
    public void ReadToEnd()
    {
        while (Read(discarded) > 0) { }
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Goes to the next IDAT chunk; false at IEND. Other chunks are checked and passed over.</summary>
    private bool NextPixelChunk()
    {
        StartChunk();
        if (type == "IDAT")
        {
            sawPixels = true;
            if (remaining == 0) EndChunk();
            return true;
        }
        // An upper-case first letter marks a chunk that a reader must understand; the palette of an RGB picture is only a suggestion.
        if (char.IsAsciiLetterUpper(type[0]) && type is not ("IEND" or "PLTE"))
            throw new InvalidDataException($"{name}: chunk '{type}' is not known");
        while (remaining > 0)
        {
            Span<byte> part = discarded.AsSpan(0, (int)Math.Min(discarded.Length, remaining));
            Fill(part);
            crc.Append(part);
            remaining -= part.Length;
        }
        EndChunk();
        ended = type == "IEND";
        if (ended && !sawPixels) throw new InvalidDataException($"{name} has no pixels");
        return !ended;
    }

    private void StartChunk()
    {
        Span<byte> head = stackalloc byte[8];
        Fill(head);
        remaining = BinaryPrimitives.ReadUInt32BigEndian(head);
        type = Encoding.Latin1.GetString(head[4..]);
        if (remaining > int.MaxValue) throw new InvalidDataException($"{name}: chunk '{type}' claims {remaining} bytes");
        crc = new Crc32();
        crc.Append(head[4..]);
    }

    private void EndChunk()
    {
        Span<byte> stored = stackalloc byte[4];
        Fill(stored);
        if (BinaryPrimitives.ReadUInt32BigEndian(stored) != crc.Value) throw new InvalidDataException($"{name}: chunk '{type}' is damaged (its CRC does not match)");
    }

    private void Fill(Span<byte> target)
    {
        if (source.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length) throw Truncated();
    }

    private InvalidDataException Truncated() => new($"{name} is cut off");
}
