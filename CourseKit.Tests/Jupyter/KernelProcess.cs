using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using CourseKit.Jupyter;
using CourseKit.Worker;

namespace CourseKit.Tests.Jupyter;

/// <summary>A kernel in a process of its own, as a front end starts it.</summary>
internal sealed class KernelProcess : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("coursekit-kernel-").FullName;

    private KernelProcess(bool inBackground)
    {
        int[] ports = FreePorts(5);
        Connection = new ConnectionFile(IPAddress.Loopback, ports[0], ports[1], ports[2], ports[3], ports[4], Guid.NewGuid().ToString());
        string file = Path.Combine(folder, "connection.json");
        File.WriteAllText(file, new JsonObject
        {
            ["ip"] = "127.0.0.1",
            ["key"] = Connection.Key,
            ["shell_port"] = Connection.Shell,
            ["control_port"] = Connection.Control,
            ["stdin_port"] = Connection.StandardInput,
            ["iopub_port"] = Connection.IoPub,
            ["hb_port"] = Connection.Heartbeat,
        }.ToJsonString());
        string[] command = [WorkerLaunch.Host(), "exec", typeof(WorkerLaunch).Assembly.Location, "kernel", "start", file];
        if (inBackground) command = ["/bin/sh", "-c", "trap '' INT QUIT; exec \"$@\"", "sh", .. command];
        Process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
        })!;
    }

    public ConnectionFile Connection { get; }

    public Process Process { get; }

    /// <summary>Returns when the kernel listens.</summary>
    /// <param name="inBackground">As a shell script leaves it behind: deaf to a terminal's keys.</param>
    public static async Task<KernelProcess> StartAsync(bool inBackground = false)
    {
        var kernel = new KernelProcess(inBackground);
        while (!kernel.Process.HasExited)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, kernel.Connection.Heartbeat);
                return kernel;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }
        throw new InvalidOperationException($"the kernel ended at its start, with {kernel.Process.ExitCode}");
    }

    public void Signal(int signal) => Assert.Equal(0, kill(Process.Id, signal));

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited) Process.Kill(entireProcessTree: true);
        await Process.WaitForExitAsync();
        Process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners) listener.Dispose();
        return ports;
    }

    [DllImport("libc", SetLastError = true)] private static extern int kill(int process, int signal);
}
