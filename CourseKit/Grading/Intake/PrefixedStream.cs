namespace CourseKit.Grading.Intake;

/// <summary>A stream whose first bytes were read already, from its beginning.</summary>
internal sealed class PrefixedStream(byte[] head, Stream rest) : Stream
{
    private int at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (at >= head.Length) return rest.Read(buffer);
        int count = Math.Min(buffer.Length, head.Length - at);
        head.AsSpan(at, count).CopyTo(buffer);
        at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
