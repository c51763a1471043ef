using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace CourseLib.Tests.Kernels;

/// <summary>The tests of the kernels and the golden values again, in processes whose vectors are narrower than this machine's.</summary>
public class ForcedWidthTests
{
    [Theory]
    [InlineData(256, "DOTNET_EnableAVX512=0", "DOTNET_EnableAVX512F=0")]
    [InlineData(128, "DOTNET_EnableAVX512=0", "DOTNET_EnableAVX512F=0", "DOTNET_EnableAVX2=0", "DOTNET_EnableAVX=0")]
    [InlineData(0, "DOTNET_EnableHWIntrinsic=0")]
    public async Task Kernels_hold_with_narrower_vectors(int bits, params string[] settings)
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var start = new ProcessStartInfo(Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")),
            ["test", typeof(ForcedWidthTests).Assembly.Location, "--filter", "FullyQualifiedName~.Kernels.&FullyQualifiedName!~ForcedWidth|FullyQualifiedName~.Golden.&FullyQualifiedName!~finite_differences"])
        {
            RedirectStandardOutput = true,
            Environment = { [VectorWidthTests.Variable] = $"{bits}" },
        };
        foreach (string[] setting in settings.Select(setting => setting.Split('='))) start.Environment[setting[0]] = setting[1];
        using Process tests = Process.Start(start)!;
        string said = await tests.StandardOutput.ReadToEndAsync();
        await tests.WaitForExitAsync();
        Assert.True(tests.ExitCode == 0, said);
        Assert.Matches("Passed! .* Passed: +[0-9]{3}", said);
    }
}

public class VectorWidthTests
{
    /// <summary>The width that a process was started for; unset in an ordinary run.</summary>
    public const string Variable = "COURSEKIT_TEST_VECTOR_BITS";

    [Fact]
    public void The_widest_vectors_are_those_that_were_asked_for()
    {
        int widest = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        Assert.InRange(widest, 0, int.TryParse(Environment.GetEnvironmentVariable(Variable), out int asked) ? asked : 512);
    }
}
