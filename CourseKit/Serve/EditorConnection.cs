using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.VisualStudio.Threading;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace CourseKit.Serve;

/// <summary>JSON-RPC 2.0 with the headers of the Language Server Protocol, between this process and one editor window.</summary>
internal sealed class EditorConnection : IDisposable
{
    private readonly JsonRpc rpc;

    /// <param name="log">What goes wrong on the way, for people to read.</param>
    public EditorConnection(Stream input, Stream output, TextWriter log)
    {
        var handler = new HeaderDelimitedMessageHandler(output, input, new ForgivingFormatter(log) { JsonSerializerOptions = Options });
        // Requests begin in the order in which they came, and go on side by side once they wait for something.
        rpc = new JsonRpc(handler)
        {
            SynchronizationContext = new NonConcurrentSynchronizationContext(sticky: false),
            CancelLocallyInvokedMethodsWhenConnectionIsClosed = true,
        };
        rpc.AddLocalRpcMethod(ForgivingFormatter.Garbage, () => { });
    }

    /// <summary>Names in camel case; what is null is left out.</summary>
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };

    /// <summary>Completes when the editor's end is closed, or sends what has no message in it.</summary>
    public Task Closed => rpc.Completion;

    /// <summary>Lets the editor call the methods of <paramref name="target"/> that carry a <see cref="JsonRpcMethodAttribute"/>.</summary>
    public void Add(object target) => rpc.AddLocalRpcTarget(target, new JsonRpcTargetOptions { DisposeOnDisconnect = false });

    public void Listen() => rpc.StartListening();

    /// <summary>Tells the editor; returns when it is on its way, so that nobody can tell more than the editor reads.</summary>
    public void Tell(string method, object parameters)
    {
        try
        {
            rpc.NotifyWithParameterObjectAsync(method, parameters).GetAwaiter().GetResult();
        }
        catch (Exception gone) when (IsGone(gone)) { }
    }

    /// <summary>Asks the editor; null also when it is gone, knows no such question, or the question is taken back.</summary>
    public async Task<T?> AskAsync<T>(string method, object parameters, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await rpc.InvokeWithParameterObjectAsync<T?>(method, parameters, cancellation);
        }
        catch (Exception gone) when (IsGone(gone) || gone is OperationCanceledException or RemoteRpcException)
        {
            return null;
        }
    }

    public void Dispose() => rpc.Dispose();

    private static bool IsGone(Exception failure) => failure is ConnectionLostException or ObjectDisposedException or IOException;

    /// <summary>
    /// A message whose JSON cannot be read is told of and passed over; by itself the library gives up the whole connection.
    /// </summary>
    private sealed class ForgivingFormatter(TextWriter log) : SystemTextJsonFormatter, IJsonRpcMessageTextFormatter
    {
        public const string Garbage = "coursekit/unreadable";

        JsonRpcMessage IJsonRpcMessageTextFormatter.Deserialize(ReadOnlySequence<byte> contentBuffer, Encoding encoding) =>
            Read(() => Deserialize(contentBuffer, encoding));

        JsonRpcMessage IJsonRpcMessageFormatter.Deserialize(ReadOnlySequence<byte> contentBuffer) => Read(() => Deserialize(contentBuffer));

        private JsonRpcMessage Read(Func<JsonRpcMessage> read)
        {
            try
            {
                return read();
            }
            catch (Exception unreadable)
                when (unreadable
                        is JsonException
                            or InvalidOperationException
                            or KeyNotFoundException
                            or FormatException
                            or NotSupportedException
                )
            {
                log.WriteLine($"coursekit serve: a message cannot be read: {unreadable.Message.ReplaceLineEndings(" ")}");
                return new JsonRpcRequest { Method = Garbage };
            }
        }
    }
}
