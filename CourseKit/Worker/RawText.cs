using System.Text;

namespace CourseKit.Worker;

/// <summary>
/// What reaches a worker's error pipe past its console: the output of native code and child processes, and .NET's last words.
/// </summary>
internal sealed class RawText
{
    private const int MostText = 4 << 20, MostCrash = 64 << 10, TailLength = 2000;
    private static readonly string[] Openings = ["Stack overflow", "Process terminated.", "Out of memory.", "Fatal error.", "Unhandled exception."];

    private readonly Stream stream;
    private readonly Action<string> onText;
    private readonly Action onCrash;
    private readonly SemaphoreSlim marks = new(0);
    private readonly Thread thread;
    private readonly StringBuilder crash = new();
    private readonly StringBuilder tail = new();
    private bool crashing;
    private bool atLineStart = true;
    private int sent;

    public RawText(Stream stream, Action<string> onText, Action onCrash)
    {
        (this.stream, this.onText, this.onCrash) = (stream, onText, onCrash);
        thread = new Thread(Read) { IsBackground = true, Name = "worker raw text" };
        thread.Start();
    }

    /// <summary>What .NET said about its own end; empty when nothing.</summary>
    public string Crash { get { lock (crash) return crash.ToString(); } }

    /// <summary>The end of all other text.</summary>
    public string Tail { get { lock (tail) return tail.Length == 0 ? "nothing" : tail.ToString().Trim(); } }

    /// <summary>Waits until all raw text of the cell that has just ended has been handed on.</summary>
    public void WaitForMark() => marks.Wait(TimeSpan.FromMilliseconds(200));

    /// <summary>Waits for the end of the pipe, which a surviving child process of a cell may hold open.</summary>
    public void WaitForEnd() => thread.Join(TimeSpan.FromSeconds(1));

    private void Read()
    {
        byte[] bytes = new byte[16 << 10];
        char[] characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        Decoder decoder = Encoding.UTF8.GetDecoder();
        try
        {
            while (stream.Read(bytes) is > 0 and int count)
            {
                int start = 0;
                while (start < count)
                {
                    int mark = bytes.AsSpan(start, count - start).IndexOf(WorkerProcess.EndOfRawText);
                    int end = mark < 0 ? count : start + mark;
                    int length = decoder.GetChars(bytes, start, end - start, characters, 0);
                    if (length > 0) Handle(new string(characters, 0, length));
                    start = end;
                    if (mark < 0) break;
                    start++;
                    sent = 0;
                    // Anybody can write a mark; more than one that nobody waits for would be counted up to the semaphore's limit.
                    if (marks.CurrentCount == 0) marks.Release();
                }
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException) { }
    }

    private void Handle(string text)
    {
        int last = crashing ? 0 : FindLastWords(text);
        if (last >= 0)
        {
            lock (crash)
                if (crash.Length < MostCrash) crash.Append(text, last, text.Length - last);
            if (!crashing && text.AsSpan(last).StartsWith("Stack overflow")) onCrash();
            crashing = true;
            text = text[..last];
        }
        if (text.Length == 0) return;
        atLineStart = text[^1] == '\n';
        lock (tail)
        {
            tail.Append(text);
            if (tail.Length > TailLength) tail.Remove(0, tail.Length - TailLength);
        }
        if (sent > MostText) return;
        sent += text.Length;
        onText(sent > MostText ? "\n[more raw output is not shown]\n" : text);
    }

    /// <summary>Where a line begins with what .NET writes when it ends itself; −1 when none does.</summary>
    private int FindLastWords(string text)
    {
        foreach (string words in Openings)
            for (int at = text.IndexOf(words, StringComparison.Ordinal); at >= 0; at = text.IndexOf(words, at + 1, StringComparison.Ordinal))
                if (at == 0 ? atLineStart : text[at - 1] == '\n') return at;
        return -1;
    }
}
