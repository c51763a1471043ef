using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace CourseKit.Datasets;

/// <summary>
/// One file over HTTP. A download that broke off goes on where it stopped, in this run or a later one. A host that does not answer
/// is given up within seconds, so that a machine without a network comes to its next source quickly.
/// </summary>
/// <param name="address">Where the file is.</param>
/// <param name="size">The bytes that it has.</param>
internal sealed class Download(Uri address, long size)
{
    private const int Attempts = 4;

    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Answering = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Stalling = TimeSpan.FromSeconds(30);

    /// <summary>Fetches the file to <paramref name="path"/>, after the bytes that it already has.</summary>
    /// <exception cref="SourceUnavailableException">The host does not answer, refuses, or breaks off again and again.</exception>
    public async Task To(string path, FetchProgress progress, Func<string, Stream>? open, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = Connecting }) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("coursekit", null));
        progress.Begin($"downloading {Path.GetFileName(address.LocalPath)} from {address.Host}", size);
        for (int attempt = 1; ; attempt++)
        {
            long before = Length(path);
            try
            {
                await Continue(client, path, before, progress, open, cancellation);
                return;
            }
            catch (Exception failure) when (failure is HttpRequestException or HttpIOException or TimeoutException or IOException { InnerException: SocketException })
            {
                // Only a transfer that was under way is worth another attempt.
                if (Length(path) > before && attempt < Attempts) continue;
                throw new SourceUnavailableException(Reason(failure, Length(path)), failure);
            }
        }
    }

    private async Task Continue(HttpClient client, string path, long have, FetchProgress progress, Func<string, Stream>? open, CancellationToken cancellation)
    {
        if (have == size) return;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (have > 0 && have < size) request.Headers.Range = new RangeHeaderValue(have, null);
        using HttpResponseMessage response = await Within(Answering, cancellation,
            token => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token));
        bool continues = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == have;
        if (!continues && response.StatusCode != HttpStatusCode.OK)
            throw new SourceUnavailableException($"the host answers {(int)response.StatusCode} {response.ReasonPhrase}");

        await using Stream body = await response.Content.ReadAsStreamAsync(cancellation);
        await using Stream file = continues ? new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None) : (open ?? PendingFile.Create)(path);
        byte[] buffer = new byte[1 << 17];
        for (long done = continues ? have : 0; done < size;)
        {
            int count = await Within(Stalling, cancellation, token => body.ReadAsync(buffer, token).AsTask());
            if (count == 0) throw new HttpIOException(HttpRequestError.ResponseEnded, "the transfer ended early");
            await file.WriteAsync(buffer.AsMemory(0, (int)Math.Min(count, size - done)), cancellation);
            done += count;
            progress.Reach(Math.Min(done, size));
        }
    }

    private static async Task<T> Within<T>(TimeSpan limit, CancellationToken cancellation, Func<CancellationToken, Task<T>> work)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        both.CancelAfter(limit);
        try
        {
            return await work(both.Token);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {limit.TotalSeconds:F0} s", late);
        }
    }

    private string Reason(Exception failure, long have) => have > 0
        ? $"the transfer broke off at {ByteCount.Text(have)} of {ByteCount.Text(size)}"
        : failure is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError } or TimeoutException
            ? "no connection"
            : $"no connection ({failure.Message})";

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
