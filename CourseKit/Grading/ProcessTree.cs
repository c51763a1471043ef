using System.Diagnostics;
using System.Globalization;

namespace CourseKit.Grading;

/// <summary>What Linux tells in /proc of a process and its descendants.</summary>
internal static class ProcessTree
{
    /// <summary>The kernel counts processor time in hundredths of a second for everybody, whatever its own clock.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>The process and its descendants, parents first; when they are more than <paramref name="most"/>, not all of them.</summary>
    public static int[] Of(int root, int most)
    {
        // A kernel may be built without lists of children; then every process is asked for its parent.
        ILookup<int, int>? byParent = File.Exists($"/proc/{root}/task/{root}/children") ? null : ByParent();
        var found = new List<int> { root };
        for (int i = 0; i < found.Count && found.Count <= most; i++) found.AddRange(byParent?[found[i]] ?? Children(found[i]));
        return [.. found];
    }

    /// <summary>Processor time of all threads, and of children that have ended; nothing for a process that is gone.</summary>
    public static TimeSpan ProcessorTime(int process)
    {
        string[] fields = Stat($"/proc/{process}/stat");
        return fields.Length < 15 ? TimeSpan.Zero
            : fields[11..15].Sum(field => long.TryParse(field, CultureInfo.InvariantCulture, out long ticks) ? ticks : 0) * Tick;
    }

    /// <summary>
    /// When the process started, in hundredths of a second since the machine did; -1 for one that is gone. With its number that names a
    /// process for good.
    /// </summary>
    public static long Start(int process) =>
        Stat($"/proc/{process}/stat") is { Length: > 19 } fields && long.TryParse(fields[19], CultureInfo.InvariantCulture, out long ticks) ? ticks : -1;

    /// <summary>The process, the one that started it, and so on up.</summary>
    public static IEnumerable<int> Ancestors(int process)
    {
        for (; process > 0; process = (int)Fields(process, "PPid:")[0]) yield return process;
    }

    /// <summary>Whether a thread of the process runs, waits for a processor, or for the disk.</summary>
    public static bool WantsToRun(int process)
    {
        try
        {
            return Directory.EnumerateDirectories($"/proc/{process}/task")
                .Any(task => Stat(Path.Combine(task, "stat")) is ["R" or "D", ..]);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Of what the kernel tells of a process, the numbers behind <paramref name="names"/>; 0 for what it does not tell.</summary>
    public static long[] Fields(int process, params ReadOnlySpan<string> names)
    {
        long[] found = new long[names.Length];
        try
        {
            foreach (string line in File.ReadLines($"/proc/{process}/status"))
                for (int i = 0; i < names.Length; i++)
                    if (line.StartsWith(names[i], StringComparison.Ordinal))
                        found[i] = long.Parse(line.AsSpan(names[i].Length).Trim().ToString().Split(' ')[0], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException) { }
        return found;
    }

    public static void Kill(int process)
    {
        try
        {
            using var victim = Process.GetProcessById(process);
            victim.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception) { }
    }

    /// <summary>What follows the name of the program, which may hold blanks and brackets.</summary>
    private static string[] Stat(string path)
    {
        try
        {
            string text = File.ReadAllText(path);
            return text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<int> Children(int process)
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{process}/task")
                .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static ILookup<int, int> ByParent() =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).ToLookup(id => (int)Fields(id, "PPid:")[0]);
}
