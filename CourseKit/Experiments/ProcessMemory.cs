using System.Diagnostics;
using System.Globalization;

namespace CourseKit.Experiments;

/// <summary>The machine and the most memory that this process held.</summary>
internal static class ProcessMemory
{
    private const string Status = "/proc/self/status", Clear = "/proc/self/clear_refs";

    /// <summary>Gives back what nobody needs any more, and forgets the peak where the system can.</summary>
    public static void ForgetPeak()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        try
        {
            if (File.Exists(Clear)) File.WriteAllText(Clear, "5");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // The peak is then that of the whole process.
        }
    }

    /// <summary>The peak in megabytes, as the kernel counts it; the runtime's own figure where there is no such count.</summary>
    public static double PeakMegabytes() => File.Exists(Status)
        ? double.Parse(File.ReadLines(Status).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024
        : Process.GetCurrentProcess().PeakWorkingSet64 / (1024.0 * 1024);

    /// <summary>What the processor calls itself.</summary>
    public static string Processor() => File.Exists("/proc/cpuinfo")
        && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is string line
        ? line.Split(':')[1].Trim()
        : System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();
}
