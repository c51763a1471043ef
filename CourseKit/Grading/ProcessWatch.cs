using System.Diagnostics;
using System.Globalization;

namespace CourseKit.Grading;

/// <summary>
/// Ends a process with all its descendants when together they hold too much memory or too many threads. The kernel's own limits do not
/// fit: a .NET process reserves far more address space than it uses.
/// </summary>
internal sealed class ProcessWatch : IDisposable
{
    private const int MostThreads = 512;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private readonly Timer timer;
    private readonly int process;
    private readonly long memoryBytes;
    private int isLooking;

    /// <param name="process">The root of the tree, as this process sees it.</param>
    public ProcessWatch(int process, int memoryMegabytes)
    {
        this.process = process;
        memoryBytes = (long)memoryMegabytes << 20;
        timer = new Timer(_ => Look(), null, Interval, Interval);
    }

    /// <summary>Why the tree was ended; null while it lives or when it ended by itself.</summary>
    public string? Reason { get; private set; }

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        if (Reason is not null || Interlocked.Exchange(ref isLooking, 1) == 1) return;
        try
        {
            int[] tree = Tree(process);
            long memory = 0, threads = 0;
            foreach (int member in tree)
            {
                long[] fields = Fields(member, "VmRSS:", "Threads:");
                memory += fields[0] << 10;
                threads += fields[1];
            }
            if (memory > memoryBytes) Reason = $"it used more than {memoryBytes >> 20} MB of memory";
            else if (threads > MostThreads) Reason = $"it started more than {MostThreads} threads and processes";
            // The root first: a sandbox ends with it at once, however fast those inside start others.
            if (Reason is not null) foreach (int member in tree) Kill(member);
        }
        finally
        {
            Volatile.Write(ref isLooking, 0);
        }
    }

    /// <summary>The process and its descendants, parents first; when they are more than may be, not all of them.</summary>
    public static int[] Tree(int root)
    {
        // A kernel may be built without lists of children; then every process is asked for its parent.
        ILookup<int, int>? byParent = File.Exists($"/proc/{root}/task/{root}/children") ? null : ByParent();
        var found = new List<int> { root };
        for (int i = 0; i < found.Count && found.Count <= MostThreads; i++) found.AddRange(byParent?[found[i]] ?? Children(found[i]));
        return [.. found];
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
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).ToLookup(id => (int)Fields(id, "PPid:")[0]);

    /// <summary>Of what the kernel tells of a process, the numbers behind <paramref name="names"/>; 0 for what it does not tell.</summary>
    private static long[] Fields(int process, params ReadOnlySpan<string> names)
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

    private static void Kill(int process)
    {
        try
        {
            using var victim = Process.GetProcessById(process);
            victim.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception) { }
    }
}
