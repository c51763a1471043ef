using System.Globalization;
using System.Text;

namespace CourseKit.Worker;

/// <summary>
/// What a library writes of a value, within the limits of showing it: the library has loops of its own, in which no code of a cell looks
/// at them.
/// </summary>
/// <param name="longest">Characters.</param>
/// <exception cref="ShowFailure">Of any member that writes: it takes too long, or it is too much.</exception>
internal sealed class BoundedWriter(int longest) : TextWriter(CultureInfo.InvariantCulture)
{
    private readonly StringBuilder text = new();

    public override Encoding Encoding => Encoding.Unicode;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        ShowLimits.Check();
        if (InterruptPoint.Requested) throw new OperationCanceledException("the cell was interrupted");
        if (text.Length + buffer.Length > longest)
            throw new ShowFailure(string.Create(CultureInfo.InvariantCulture, $"has more than {longest} characters"));
        text.Append(buffer);
    }

    public override string ToString() => text.ToString();
}
