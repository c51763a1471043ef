namespace CourseKit.Grading.Intake;

/// <summary>A stream whose first bytes were read already, from its beginning.</summary>
internal sealed class PrefixedStream(byte[] head, Stream rest) : ForwardStream
{
    private int at;

    public override int Read(Span<byte> buffer)
    {
        if (at >= head.Length) return rest.Read(buffer);
        int count = Math.Min(buffer.Length, head.Length - at);
        head.AsSpan(at, count).CopyTo(buffer);
        at += count;
        return count;
    }
}
