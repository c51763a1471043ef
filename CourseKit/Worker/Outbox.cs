using System.Diagnostics;
using System.Text;
using CourseLib.Checks;

namespace CourseKit.Worker;

/// <summary>
/// Everything that leaves the worker, in the order in which it happened. Console text is gathered for a few milliseconds, so that a
/// loop that prints does not cost a frame a line. What comes while no cell runs waits for the next cell.
/// </summary>
/// <remarks>A cell is interrupted by aborting its thread; an abort between two bytes of a frame would ruin the protocol.</remarks>
internal sealed class Outbox
{
    /// <summary>Characters of console text that one cell may send.</summary>
    public const int TextPerCell = 4 << 20;

    /// <summary>Characters of shown values that one cell may send, and that one value may have in one MIME type.</summary>
    public const int DisplaysPerCell = 64 << 20, OneDisplay = 16 << 20;

    private const int TextPerFrame = 8 << 10;
    private const int WaitingEvents = 1000;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private readonly Stream output;
    private readonly object gate = new();
    private readonly AutoResetEvent textWaits = new(false);
    private readonly StringBuilder text = new();
    private readonly List<Func<int, WorkerEvent>> waiting = [];
    private string textName = "stdout";
    private int? cell;
    private int textSent;
    private long displaysSent;
    private long lastSend;

    public Outbox(Stream output)
    {
        this.output = output;
        new Thread(SendTextInTime) { IsBackground = true, Name = "console text" }.Start();
    }

    public void Begin(int id) => Locked(() =>
    {
        cell = id;
        textSent = 0;
        displaysSent = 0;
        foreach (Func<int, WorkerEvent> late in waiting) Send(late(id));
        waiting.Clear();
        FlushText(whole: false);
    });

    public void End(CellStatus status, double milliseconds) => Locked(() =>
    {
        FlushText(whole: true);
        if (cell is int id) Send(new DoneEvent(id, status, milliseconds));
        cell = null;
    });

    /// <summary>Adds console text of the stream <paramref name="name"/>.</summary>
    public void Write(string name, ReadOnlySpan<char> characters)
    {
        if (characters.IsEmpty) return;
        string piece = characters.ToString();
        Locked(() => Append(name, piece));
    }

    /// <summary>Sends an event of the running cell.</summary>
    public void Post(Func<int, WorkerEvent> make) => Locked(() =>
    {
        if (cell is int id)
        {
            FlushText(whole: true);
            Send(make(id));
        }
        else if (waiting.Count < WaitingEvents) waiting.Add(make);
    });

    /// <summary>Sends a value that is shown.</summary>
    public void Show(Func<int, IReadOnlyDictionary<string, string>, WorkerEvent> make, IReadOnlyDictionary<string, string> data)
    {
        long size = data.Sum(entry => (long)entry.Value.Length);
        if (data.Values.Any(value => value.Length > OneDisplay))
            data = new Dictionary<string, string> { ["text/plain"] = $"[too large to show: {size} characters]" };
        Post(id =>
        {
            bool room = displaysSent + size <= DisplaysPerCell;
            if (room) displaysSent += size;
            return make(id, room ? data : new Dictionary<string, string> { ["text/plain"] = $"[not shown: this cell has already shown {DisplaysPerCell >> 20} MB]" });
        });
    }

    /// <inheritdoc cref="RecordingEvent"/>
    public void Record(Recording recording, bool isStray) => Post(id => new RecordingEvent(id, recording, isStray));

    /// <summary>Sends what belongs to no cell.</summary>
    public void Announce(WorkerEvent message) => Locked(() => Send(message));

    public void Flush() => Locked(() => FlushText(whole: true));

    private void Locked(Action critical) => Uninterrupted.Run(() =>
    {
        lock (gate) critical();
    });

    private void Append(string name, string piece)
    {
        if (name != textName) FlushText(whole: true);
        textName = name;
        if (textSent > TextPerCell) return;
        textSent += piece.Length;
        if (textSent > TextPerCell)
        {
            int kept = Math.Max(0, piece.Length - (textSent - TextPerCell));
            if (kept > 0 && char.IsHighSurrogate(piece[kept - 1])) kept--;
            text.Append(piece, 0, kept).Append($"\n[this cell printed more than {TextPerCell >> 20} MB; the rest is not shown]\n");
        }
        else text.Append(piece);
        if (text.Length >= TextPerFrame || Stopwatch.GetElapsedTime(lastSend) > Gathering) FlushText(whole: false);
        else textWaits.Set();
    }

    /// <param name="whole">False keeps back the first half of a character whose second half has not come yet.</param>
    private void FlushText(bool whole)
    {
        if (cell is not int id || text.Length == 0) return;
        int length = !whole && char.IsHighSurrogate(text[^1]) ? text.Length - 1 : text.Length;
        for (int start = 0; start < length;)
        {
            int count = Math.Min(length - start, 16 * TextPerFrame);
            if (start + count < length && char.IsHighSurrogate(text[start + count - 1])) count--;
            Send(new StreamEvent(id, textName, text.ToString(start, count)));
            start += count;
        }
        text.Remove(0, length);
    }

    private void Send(WorkerEvent message)
    {
        byte[] frame = Frames.Pack(message);
        try
        {
            output.Write(frame);
        }
        catch (IOException)
        {
            StandardStreams.EndNow();
        }
        lastSend = Stopwatch.GetTimestamp();
    }

    private void SendTextInTime()
    {
        while (true)
        {
            textWaits.WaitOne();
            Thread.Sleep(Gathering);
            Locked(() => FlushText(whole: false));
        }
    }
}
