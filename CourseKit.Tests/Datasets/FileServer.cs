using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CourseKit.Tests.Datasets;

/// <summary>A web server for a few files on this machine, which can break off, ignore ranges, or refuse.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly IReadOnlyDictionary<string, byte[]> files;
    private readonly List<string> ranges = [];

    public FileServer(byte[] file) : this(new Dictionary<string, byte[]> { ["tiny.tar.gz"] = file })
    {
    }

    public FileServer(IReadOnlyDictionary<string, byte[]> files)
    {
        this.files = files;
        listener.Start();
        _ = Task.Run(Serve);
    }

    /// <summary>How many bytes each answer gives before the connection breaks; whole answers when it runs out.</summary>
    public IReadOnlyList<int> BreakAfter { get; init; } = [];

    public bool IgnoresRanges { get; init; }

    public string Status { get; init; } = "200 OK";

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/files/tiny.tar.gz");

    /// <summary>The Range header of every request, "" where there was none.</summary>
    public IReadOnlyList<string> Ranges
    {
        get { lock (ranges) return [.. ranges]; }
    }

    public void Dispose() => listener.Dispose();

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync();
                await Answer(client.GetStream());
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }

    private async Task Answer(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        string asked = (await reader.ReadLineAsync())!.Split(' ')[1].Split('/')[^1];
        byte[] file = files[asked];
        string range = "";
        for (string? line; !string.IsNullOrEmpty(line = await reader.ReadLineAsync());)
            if (line.StartsWith("Range:", StringComparison.OrdinalIgnoreCase)) range = line[6..].Trim();
        int answered;
        lock (ranges)
        {
            answered = ranges.Count;
            ranges.Add(range);
        }
        int from = range.Length > 0 && !IgnoresRanges ? int.Parse(range["bytes=".Length..].TrimEnd('-'), System.Globalization.CultureInfo.InvariantCulture) : 0;
        string status = from > 0 ? "206 Partial Content" : Status;
        string place = from > 0 ? $"Content-Range: bytes {from}-{file.Length - 1}/{file.Length}\r\n" : "";
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {file.Length - from}\r\n{place}Connection: close\r\n\r\n"));
        int count = Math.Min(answered < BreakAfter.Count ? BreakAfter[answered] : int.MaxValue, file.Length - from);
        await stream.WriteAsync(file.AsMemory(from, count));
    }
}
