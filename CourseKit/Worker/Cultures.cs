using System.Globalization;
using System.Runtime.InteropServices;

namespace CourseKit.Worker;

/// <summary>
/// The cultures of cells. The command itself knows only the invariant one, and needs no library for it; workers start with all of them, where the machine has ICU,
/// and begin in the invariant one, so that numbers and dates read the same for everybody. A cell can ask for another: <c>new CultureInfo("de-DE")</c>.
/// </summary>
/// <remarks>
/// Without ICU, which .NET takes from the system on Linux, a worker starts as before, and a cell that asks for a culture is told what is missing. Words then sort by the
/// numbers of their characters. Grading records its oracle with workers of the same machine, so that answers and oracle sort alike.
/// </remarks>
internal static class Cultures
{
    public const string InvariantVariable = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    /// <summary>The versions of ICU's libraries that .NET looks for.</summary>
    private const int NewestIcu = 100, OldestIcu = 60;

    private static readonly Lazy<bool> HasIcu = new(FindIcu);

    /// <summary>What <c>dotnet exec</c> is told so that the worker has all cultures; nothing where that would keep it from starting.</summary>
    public static string[] StartOptions(string program) =>
        Path.Combine(Path.GetDirectoryName(program)!, "worker.runtimeconfig.json") is var file && File.Exists(file) && HasIcu.Value ? ["--runtimeconfig", file] : [];

    /// <summary>Makes the invariant culture that of all threads.</summary>
    public static void Begin() =>
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

    /// <summary>What to say to a cell that asks for a culture where there are none; null where there are, and the name is wrong.</summary>
    public static string? Missing =>
        CultureInfo.GetCultures(CultureTypes.AllCultures).Length <= 1
            ? "this machine has no ICU library, and so only the invariant culture; install it (Debian and Ubuntu: apt-get install libicu-dev; Fedora: dnf install libicu), and restart the kernel"
            : null;

    private static bool FindIcu()
    {
        if (!OperatingSystem.IsLinux()) return true;
        for (int version = NewestIcu; version >= OldestIcu; version--)
            if (Loads($"libicuuc.so.{version}") && Loads($"libicui18n.so.{version}")) return true;
        return false;
    }

    private static bool Loads(string library)
    {
        if (!NativeLibrary.TryLoad(library, out IntPtr handle)) return false;
        NativeLibrary.Free(handle);
        return true;
    }
}
