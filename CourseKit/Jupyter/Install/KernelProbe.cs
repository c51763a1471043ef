using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CourseKit.Jupyter.Zmtp;

namespace CourseKit.Jupyter.Install;

/// <summary>Starts an installed kernel as a front end would, and has it compute something.</summary>
internal static class KernelProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Gives the times from the start to the first reply and to the first result.</summary>
    /// <exception cref="CourseKitException">The kernel does not do what it should.</exception>
    public static async Task<(TimeSpan Ready, TimeSpan FirstResult)> RunAsync(KernelSpec spec, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        int[] ports = FreePorts(5);
        string key = Guid.NewGuid().ToString(), file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, new JsonObject
        {
            ["transport"] = "tcp",
            ["ip"] = "127.0.0.1",
            ["key"] = key,
            ["signature_scheme"] = "hmac-sha256",
            ["shell_port"] = ports[0],
            ["control_port"] = ports[1],
            ["stdin_port"] = ports[2],
            ["iopub_port"] = ports[3],
            ["hb_port"] = ports[4],
        }.ToJsonString(), cancellation);

        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<string> command = spec.ArgumentsFor(file);
        using Process kernel = StartProcess(command);
        try
        {
            using ZmtpConnection shell = await ConnectAsync(ports[0], kernel, patience.Token);
            var codec = new MessageCodec(key);
            await AskAsync(shell, codec, "kernel_info_request", [], patience.Token);
            TimeSpan ready = Stopwatch.GetElapsedTime(start);
            JsonElement reply = await AskAsync(shell, codec, "execute_request",
                new JsonObject { ["code"] = "", ["user_expressions"] = new JsonObject { ["sum"] = "1 + 1" } }, patience.Token);
            TimeSpan first = Stopwatch.GetElapsedTime(start);
            if (reply.Member("user_expressions")?.Member("sum")?.Member("data")?.Text("text/plain") != "2")
                throw new CourseKitException($"the kernel that was installed in {spec.Folder} does not compute 1 + 1: {reply.GetRawText()}");
            await AskAsync(shell, codec, "shutdown_request", new JsonObject { ["restart"] = false }, patience.Token);
            await kernel.WaitForExitAsync(patience.Token);
            return (ready, first);
        }
        catch (Exception failure) when (failure is IOException or ZmtpException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new CourseKitException($"the kernel that was installed in {spec.Folder} does not answer; see what '{string.Join(' ', command.SkipLast(1))} FILE' says", cause: failure);
        }
        finally
        {
            if (!kernel.HasExited) kernel.Kill(entireProcessTree: true);
            File.Delete(file);
        }
    }

    private static Process StartProcess(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0]) { UseShellExecute = false, WorkingDirectory = Path.GetTempPath() };
        foreach (string argument in command.Skip(1)) start.ArgumentList.Add(argument);
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception cause)
        {
            throw new CourseKitException($"cannot start '{command[0]}': {cause.Message}", cause: cause);
        }
    }

    private static async Task<ZmtpConnection> ConnectAsync(int port, Process kernel, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await ZmtpConnection.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), "DEALER", "coursekit probe"u8.ToArray(), cancellation);
            }
            catch (System.Net.Sockets.SocketException)
            {
                if (kernel.HasExited) throw new CourseKitException($"the kernel ended at its start with exit code {kernel.ExitCode}; what it said stands above");
                await Task.Delay(10, cancellation);
            }
        }
    }

    private static async Task<JsonElement> AskAsync(ZmtpConnection shell, MessageCodec codec, string type, JsonObject content, CancellationToken cancellation)
    {
        shell.TrySend(ZmtpFrame.PackMessage(codec.Encode([], type, null, content)));
        while (true)
        {
            ZmtpMessage message = await shell.ReceiveAsync(cancellation);
            if (!message.IsCommand && codec.Decode(RequestChannel.Shell, message.Frames) is JupyterMessage reply && reply.Type == type.Replace("_request", "_reply"))
                return reply.Content;
        }
    }

    private static int[] FreePorts(int count)
    {
        System.Net.Sockets.TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))];
        foreach (var listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (var listener in listeners) listener.Dispose();
        return ports;
    }
}
