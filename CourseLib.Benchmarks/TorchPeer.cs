using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace CourseLib.Benchmarks;

/// <summary>PyTorch in a helper process of Debian's Python.</summary>
internal sealed class TorchPeer : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly Process? process;

    public TorchPeer()
    {
        var start = new ProcessStartInfo(Python, ["-u", Path.Combine(AppContext.BaseDirectory, "torch_peer.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        try
        {
            process = Process.Start(start);
            Name = Answer().TryGetProperty("version", out var version) ? $"PyTorch {version}" : "PyTorch: not installed";
        }
        catch (Exception e) when (e is Win32Exception or IOException or JsonException)
        {
            Name = "PyTorch: not installed";
        }

        IsInstalled = !Name.EndsWith("not installed", StringComparison.Ordinal);
    }

    public string Name { get; }

    public bool IsInstalled { get; }

    /// <summary>Prepares the work, does it once, and returns how many milliseconds that took.</summary>
    public double Setup(object work, int threads) => Ask(new { setup = work, threads }).GetProperty("ms").GetDouble();

    /// <summary>Milliseconds for one repetition.</summary>
    public double Run(int repetitions) => Ask(new { run = repetitions }).GetProperty("ms").GetDouble();

    public void Dispose()
    {
        if (process is null) { return; }
        process.StandardInput.Close();
        if (!process.WaitForExit(5000)) { process.Kill(); }
        process.Dispose();
    }

    private JsonElement Ask(object request)
    {
        process!.StandardInput.WriteLine(JsonSerializer.Serialize(request));
        process.StandardInput.Flush();
        return Answer();
    }

    private JsonElement Answer() =>
        JsonDocument.Parse(process!.StandardOutput.ReadLine() ?? throw new IOException("the PyTorch helper process ended")).RootElement;
}
