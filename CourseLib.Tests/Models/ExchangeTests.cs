using System.Diagnostics;
using System.Runtime.CompilerServices;
using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Losses;
using CourseLib.Models;
using CourseLib.Norms;
using CourseLib.Optimizers;
using CourseLib.Tensors;
using CourseLib.Tests.Golden;

namespace CourseLib.Tests.Models;

/// <summary>A network goes to PyTorch and comes back: trained here, continued there, used here.</summary>
public sealed class ExchangeTests : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly string folder = Directory.CreateTempSubdirectory("courselib-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SkippableFact]
    public void A_network_saved_here_gives_the_same_logits_in_PyTorch_and_one_saved_there_gives_them_here()
    {
        Skip.IfNot(HasTorch(), "needs PyTorch for Python (Debian: python3-torch)");
        Tensor images = Tensor.Randn([6, 3, 32, 32], seed: 3);
        Sequential net = LeNet(seed: 1);
        var optimizer = new Sgd(net.Parameters(), 0.05f, momentum: 0.9f);
        for (int step = 0; step < 3; step++)
        {
            optimizer.ZeroGrad();
            Loss.CrossEntropy(net.Forward(images), [0, 1, 2, 3, 4, 5]).Backward();
            optimizer.Step();
        }
        string ours = Path.Combine(folder, "ours.safetensors"), theirs = Path.Combine(folder, "theirs.safetensors");
        Dictionary<string, Tensor> entries = net.StateDict().ToDictionary(entry => "net/" + entry.Key, entry => entry.Value);
        entries["images"] = images;
        Safetensors.Save(ours, entries);

        Run(Script(), ours, theirs);
        Dictionary<string, Tensor> back = Safetensors.Load(theirs);
        GoldenValues.AssertClose("logits of our weights", back["logits"], Logits(net, images));
        Sequential other = LeNet(seed: 2);
        other.LoadStateDict(back.Where(entry => entry.Key.StartsWith("net/", StringComparison.Ordinal)).ToDictionary(entry => entry.Key["net/".Length..], entry => entry.Value));
        GoldenValues.AssertClose("logits of PyTorch's weights", back["logits after"], Logits(other, images));
    }

    private static Sequential LeNet(int seed) => LeNet5.Create(norm: c => new BatchNorm2d(c), normFlat: c => new BatchNorm1d(c), seed: seed);

    private static Tensor Logits(Module net, Tensor images)
    {
        net.Eval();
        return NoGrad.Run(() => net.Forward(images));
    }

    private static bool HasTorch()
    {
        if (!File.Exists(Python)) return false;
        using Process process = Process.Start(new ProcessStartInfo(Python, ["-c", "import torch"]) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static void Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }

    private static string Script([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden", "trained_elsewhere.py");
}
