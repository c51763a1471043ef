using System.Text;

namespace CourseKit.Worker;

/// <summary>What <see cref="Console.Out"/> and <see cref="Console.Error"/> are in a cell.</summary>
internal sealed class CellWriter(Outbox outbox, string name) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => outbox.Write(name, [value]);
    public override void Write(char[] buffer, int index, int count) => outbox.Write(name, buffer.AsSpan(index, count));
    public override void Write(ReadOnlySpan<char> buffer) => outbox.Write(name, buffer);
    public override void Write(string? value) => outbox.Write(name, value);
    public override void WriteLine() => outbox.Write(name, "\n");
    public override void WriteLine(string? value) => outbox.Write(name, value + "\n");
    public override void WriteLine(ReadOnlySpan<char> buffer) => outbox.Write(name, string.Concat(buffer, "\n"));
    public override void Flush() => outbox.Flush();
}

/// <summary>What <see cref="Console.In"/> is in a cell: each line is asked of the front.</summary>
internal sealed class CellReader(Outbox outbox) : TextReader
{
    private readonly SemaphoreSlim answered = new(0);
    private volatile string? answer;
    private string? line;
    private int next;

    /// <summary>The front's answer; null when there is no input.</summary>
    public void Answer(string? text)
    {
        answer = text;
        answered.Release();
    }

    public string? Ask(string prompt, bool password)
    {
        while (answered.Wait(0)) { }
        outbox.Post(id => new InputEvent(id, prompt, password));
        answered.Wait();
        return answer;
    }

    public override string? ReadLine()
    {
        string? whole = line is null ? Ask("", password: false) : line[next..];
        line = null;
        return whole;
    }

    public override int Peek()
    {
        if (line is null)
        {
            if (Ask("", password: false) is not string text) return -1;
            line = text + "\n";
            next = 0;
        }
        return line[next];
    }

    public override int Read()
    {
        int character = Peek();
        if (character >= 0 && ++next == line!.Length) line = null;
        return character;
    }
}
