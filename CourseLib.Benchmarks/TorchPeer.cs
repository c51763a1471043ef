using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace CourseLib.Benchmarks;

/// <summary>PyTorch in a helper process of Debian's Python (package python3-torch; its matrix products need libopenblas0-pthread, or they are slow).</summary>
internal sealed class TorchPeer : Peer, IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly int threads;
    private readonly Process? process;

    public TorchPeer(int threads)
    {
        this.threads = threads;
        try
        {
            ProcessStartInfo start = Start("-u", Script);
            start.RedirectStandardInput = start.RedirectStandardOutput = true;
            process = Process.Start(start);
            Name = Answer().TryGetProperty("version", out var version) ? $"PyTorch {version}" : "PyTorch: not installed";
        }
        catch (Exception e) when (e is Win32Exception or IOException or JsonException)
        {
            Name = "PyTorch: not installed";
        }

        IsInstalled = !Name.EndsWith("not installed", StringComparison.Ordinal);
    }

    public override string Name { get; }

    public bool IsInstalled { get; }

    private static string Script => Path.Combine(AppContext.BaseDirectory, "torch_peer.py");

    /// <summary>Prepares the work that <see cref="Run"/> does.</summary>
    public void Setup(object work) => Ask(new { setup = work, threads });

    public override double Run(int repetitions) => Ask(new { run = repetitions }).GetProperty("ms").GetDouble();

    /// <summary>Some training steps in a process of their own.</summary>
    public (double Milliseconds, double Megabytes) Child(string network, int steps) =>
        IsInstalled ? ProcessRows.Time(Start(Script, network, $"{steps}", $"{threads}")) : throw new InvalidOperationException(Name);

    public void Dispose()
    {
        if (process is null) return;
        process.StandardInput.Close();
        if (!process.WaitForExit(5000)) process.Kill();
        process.Dispose();
    }

    /// <summary>OpenBLAS counts its threads itself, and only the environment tells it how many.</summary>
    private ProcessStartInfo Start(params string[] arguments) => new(Python, arguments)
    {
        Environment = { ["OMP_NUM_THREADS"] = $"{threads}", ["OPENBLAS_NUM_THREADS"] = $"{threads}" },
    };

    private JsonElement Ask(object request)
    {
        process!.StandardInput.WriteLine(JsonSerializer.Serialize(request));
        process.StandardInput.Flush();
        JsonElement answer = Answer();
        return answer.TryGetProperty("error", out JsonElement error) ? throw new InvalidOperationException($"PyTorch: {error.GetString()}") : answer;
    }

    private JsonElement Answer() =>
        JsonDocument.Parse(process!.StandardOutput.ReadLine() ?? throw new IOException("the PyTorch helper process ended")).RootElement;
}
