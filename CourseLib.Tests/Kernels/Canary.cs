namespace CourseLib.Tests.Kernels;

/// <summary>A buffer between guards: an odd offset makes it unaligned, and a kernel that writes outside it is found out.</summary>
internal sealed class Canary<T>
    where T : struct
{
    private const int Guard = 40;
    private readonly T[] all;
    private readonly T mark;
    private readonly int offset;

    public Canary(int length, T mark, int offset = 3)
    {
        all = new T[length + (2 * Guard) + offset];
        Array.Fill(all, mark);
        (this.mark, this.offset, Length) = (mark, offset + Guard, length);
    }

    public int Length { get; }

    public Span<T> Span => all.AsSpan(offset, Length);

    public void AssertUntouched()
    {
        for (int i = 0; i < all.Length; i++)
        {
            if ((i < offset || i >= offset + Length) && !all[i].Equals(mark)) { Assert.Fail($"wrote outside the buffer, at index {i - offset} of {Length}"); }
        }
    }
}
