using System.Diagnostics;
using System.Globalization;

namespace CourseKit.Grading;

/// <summary>
/// A control group (cgroup v2) for each worker that runs a student's code, where the system lets this process divide its own group: the
/// kernel then bounds the worker's memory, its own use of memory for it included, and the number of tasks, and gives each worker the same
/// share of the processors however many threads it has. <see cref="ProcessWatch"/> stays beside it.
/// </summary>
/// <remarks>
/// The group that this process is in is used directly, through files; nothing is asked of systemd. It is taken where its members are this
/// process and its ancestors only, or where it is the root of a container's; other people's processes are not moved. A group that hands
/// controllers on holds no processes, so its members move to a group below it, <see cref="Judge"/>; a grader that finds itself there
/// takes the one above. Compilers, which a class shares, stay with the judge. A worker's command writes itself into its group before it
/// becomes the sandbox, so nothing of it is ever outside. A group's name holds the grader's process and that process's start: what a
/// grader that was killed has left, the next one ends and removes. Without the controller "memory" there are no groups; "pids" and "cpu"
/// are used where they are there. Whatever is missing is told, and nothing fails of it.
/// </remarks>
internal sealed class ControlGroups
{
    /// <summary>The group of the grader and its compilers.</summary>
    public const string Judge = "coursekit-judge";

    /// <summary>More than the watch allows, so that it is the watch that tells.</summary>
    public const int MostTasks = ProcessWatch.MostThreads + 64;

    /// <summary>Of the judge's 100: what <see cref="Nice"/> is without control groups.</summary>
    private const int Weight = 33;

    private const string Prefix = "coursekit-", Controllers = "cgroup.controllers", Enabled = "cgroup.subtree_control";

    private static readonly Dictionary<string, string> Bounds = new()
    {
        ["memory"] = "memory",
        ["pids"] = "number of tasks",
        ["cpu"] = "share of the processors",
    };

    private readonly ControlFiles files;
    private readonly string folder, name;
    private readonly HashSet<string> enabled;
    private int count;

    private ControlGroups(ControlFiles files, string folder, HashSet<string> enabled)
    {
        (this.files, this.folder, this.enabled) = (files, folder, enabled);
        int process = Environment.ProcessId;
        name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{process}-{ProcessTree.Start(process)}-");
    }

    /// <summary>Takes the group that this process is in, if it can be had.</summary>
    /// <param name="told">What bounds a worker, as a clause for people.</param>
    /// <returns>Null where there is none to be had.</returns>
    public static ControlGroups? Take(out string told)
    {
        var files = new ControlFiles();
        try
        {
            if (OperatingSystem.IsLinux() && files.Read("/proc/self/mountinfo") is string mounts
                && Own(files.Read("/proc/self/cgroup"), mounts) is string own)
                return Take(files, own, own == Mount(mounts)?.Place, out told);
        }
        catch (Exception without) when (IsRefusal(without)) { }
        told = Without("this system has no cgroup v2");
        return null;
    }

    /// <param name="own">The folder of the group that this process is in.</param>
    /// <param name="isRoot">Nobody outside can see this group's members as theirs: all may be moved.</param>
    public static ControlGroups? Take(ControlFiles files, string own, bool isRoot, out string told)
    {
        bool isJudges = Path.GetFileName(own) == Judge;
        string folder = isJudges ? Path.GetDirectoryName(own)! : own;
        try
        {
            string[] there = [.. Words(files, folder, Controllers).Intersect(Bounds.Keys)];
            if (!there.Contains("memory"))
            {
                told = Without($"the controller \"memory\" is not handed to the group {folder}");
                return null;
            }
            if (!isJudges && !there.All(Words(files, folder, Enabled).Contains) && !MakeRoom(files, folder, isRoot))
            {
                told = Without($"others are in the group {folder}; start the grader with: systemd-run --user --scope -p Delegate=yes");
                return null;
            }
            var groups = new ControlGroups(files, folder, Enable(files, folder, there));
            groups.RemoveLeft();
            groups.Try();
            string[] missing = [.. Bounds.Keys.Except(groups.enabled)];
            string bounded = string.Join(", ", Bounds.Where(bound => groups.enabled.Contains(bound.Key)).Select(bound => bound.Value));
            told = $"control groups bound its {bounded}"
                + (missing.Length > 0 ? $" (not handed to the group {folder}: {string.Join(", ", missing)})" : "");
            return groups;
        }
        catch (Exception refusal) when (IsRefusal(refusal))
        {
            told = Without($"{refusal.Message.TrimEnd('.')}; start the grader with: systemd-run --user --scope -p Delegate=yes");
            return null;
        }
    }

    /// <summary>A new group, bounded and empty; null where the system refuses, now, what it allowed when it was tried.</summary>
    public ControlGroup? Create(int memoryMegabytes)
    {
        try
        {
            return Make(memoryMegabytes);
        }
        catch (Exception refusal) when (IsRefusal(refusal))
        {
            return null;
        }
    }

    /// <summary>The folder of a process's group.</summary>
    /// <param name="groups">Its /proc/…/cgroup.</param>
    /// <param name="mounts">Its /proc/…/mountinfo.</param>
    internal static string? Own(string groups, string mounts)
    {
        string? path = groups.Split('\n').FirstOrDefault(line => line.StartsWith("0::/", StringComparison.Ordinal))?[3..];
        if (path?.StartsWith("/..", StringComparison.Ordinal) != false || Mount(mounts) is not (string root, string place)) return null;
        string from = root.TrimEnd('/') + "/", asked = path.TrimEnd('/') + "/";
        if (!asked.StartsWith(from, StringComparison.Ordinal)) return null;
        return Path.Combine(place, asked[from.Length..].TrimEnd('/')).TrimEnd('/');
    }

    /// <summary>As proc(5) lists them: number, parent, device, root, place, options, …, "-", kind.</summary>
    private static (string Root, string Place)? Mount(string mounts) =>
        mounts.Split('\n').Select(line => line.Split(' '))
            .Where(mount => Array.IndexOf(mount, "-") is > 0 and var dash && mount[dash + 1] == "cgroup2")
            .Select(mount => ((string, string)?)(mount[3], mount[4])).FirstOrDefault();

    private static string Without(string why) => $"its memory is watched, and no control group bounds it: {why}";

    private static string[] Words(ControlFiles files, string folder, string file) =>
        files.Read(Path.Combine(folder, file)).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Moves all members to the judge's group, if they may be moved and must. The machine's root group alone may keep its own.</summary>
    private static bool MakeRoom(ControlFiles files, string folder, bool isRoot)
    {
        // Only the machine's own root group has no type.
        if (!files.Exists(Path.Combine(folder, "cgroup.type"))) return true;
        HashSet<string> movable =
            [.. ProcessTree.Ancestors(Environment.ProcessId).Select(process => process.ToString(CultureInfo.InvariantCulture))];
        string judge = Path.Combine(folder, Judge);
        // One that starts another just then leaves that one behind.
        for (int attempt = 0; attempt < 10 && Words(files, folder, "cgroup.procs") is { Length: > 0 } members; attempt++)
        {
            if (!isRoot && !members.All(movable.Contains)) return false;
            files.Make(judge);
            foreach (string member in members) files.Write(Path.Combine(judge, "cgroup.procs"), member);
        }
        return true;
    }

    /// <summary>Hands controllers on to the groups below; those that the system does not refuse.</summary>
    private static HashSet<string> Enable(ControlFiles files, string folder, string[] controllers)
    {
        foreach (string controller in controllers.Except(Words(files, folder, Enabled)))
            try
            {
                files.Write(Path.Combine(folder, Enabled), "+" + controller);
            }
            catch (Exception refusal) when (controller != "memory" && IsRefusal(refusal)) { }
        return [.. controllers.Intersect(Words(files, folder, Enabled))];
    }

    /// <summary>Removes the groups of graders that are no more.</summary>
    private void RemoveLeft()
    {
        foreach (string left in files.Groups(folder))
            if (Path.GetFileName(left).Split('-') is ["coursekit", string process, string start, _]
                && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                && ProcessTree.Start(id).ToString(CultureInfo.InvariantCulture) != start)
                new ControlGroup(files, left).DisposeAsync().AsTask().Wait();
    }

    /// <summary>What is told of a class's runs must be true of them.</summary>
    private void Try()
    {
        ControlGroup group = Make(ProcessWatch.MostThreads);
        try
        {
            var nothing = new ProcessStartInfo("/bin/true") { RedirectStandardError = true };
            using Process process = Process.Start(group.Wrap(nothing, strictly: true))!;
            string said = process.StandardError.ReadToEnd().Trim();
            process.WaitForExit();
            if (process.ExitCode != 0) throw new IOException($"no process can enter a group below {folder} ({said})");
        }
        finally
        {
            group.DisposeAsync().AsTask().Wait();
        }
    }

    private ControlGroup Make(int memoryMegabytes)
    {
        string number = Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture);
        var group = new ControlGroup(files, Path.Combine(folder, name + number));
        files.Make(group.Folder);
        try
        {
            Set("memory.max", (long)memoryMegabytes << 20);
            // Without swap there is no such file.
            if (files.Exists(Path.Combine(group.Folder, "memory.swap.max"))) Set("memory.swap.max", 0);
            Set("memory.oom.group", 1);
            if (enabled.Contains("pids")) Set("pids.max", MostTasks);
            if (enabled.Contains("cpu")) Set("cpu.weight", Weight);
            return group;
        }
        catch (Exception refusal) when (IsRefusal(refusal))
        {
            group.DisposeAsync().AsTask().Wait();
            throw;
        }

        void Set(string file, long value) =>
            files.Write(Path.Combine(group.Folder, file), value.ToString(CultureInfo.InvariantCulture));
    }

    private static bool IsRefusal(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception;
}

/// <summary>One worker's group.</summary>
/// <param name="folder">Of the group in the file system of control groups.</param>
internal sealed class ControlGroup(ControlFiles files, string folder) : IAsyncDisposable
{
    // Outside of its group a worker is watched all the same.
    private const string Enter = "{ echo 0 > \"$0/cgroup.procs\"; } 2>/dev/null; exec \"$@\"",
        EnterOrFail = "echo 0 > \"$0/cgroup.procs\" && exec \"$@\"";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), Pause = TimeSpan.FromMilliseconds(10);

    public string Folder => folder;

    /// <summary>
    /// Whether the kernel has ended it for going over its own bound; a machine or a container that ran out of memory does not count.
    /// </summary>
    public bool HasRunOut
    {
        get
        {
            try
            {
                Dictionary<string, string> events = files.Read(Path.Combine(folder, "memory.events")).Split('\n')
                    .Select(line => line.Split(' ')).Where(words => words.Length == 2).ToDictionary(words => words[0], words => words[1]);
                return events.GetValueOrDefault("oom", "0") != "0" && events.GetValueOrDefault("oom_kill", "0") != "0";
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>The same command, begun in the group.</summary>
    /// <param name="strictly">Nothing runs where the group cannot be entered.</param>
    public ProcessStartInfo Wrap(ProcessStartInfo command, bool strictly = false)
    {
        foreach (string argument in new[] { command.FileName, folder, strictly ? EnterOrFail : Enter, "-c" })
            command.ArgumentList.Insert(0, argument);
        command.FileName = "/bin/sh";
        return command;
    }

    /// <summary>Ends all that is in it, and removes it; what does not end in time is left to the next grader.</summary>
    public async ValueTask DisposeAsync()
    {
        long start = Stopwatch.GetTimestamp();
        do
            try
            {
                Kill();
                files.Remove(folder);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
            {
                await Task.Delay(Pause);
            }
        while (Stopwatch.GetElapsedTime(start) < Patience);
    }

    private void Kill()
    {
        // Kernels before 5.14 have no such file.
        if (files.Exists(Path.Combine(folder, "cgroup.kill"))) files.Write(Path.Combine(folder, "cgroup.kill"), "1");
        else
            foreach (string member in files.Read(Path.Combine(folder, "cgroup.procs")).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                ProcessTree.Kill(int.Parse(member, CultureInfo.InvariantCulture));
    }
}

/// <summary>The file system in which the kernel shows control groups. Its files are there or not; nobody makes them.</summary>
internal class ControlFiles
{
    public virtual string Read(string file) => File.ReadAllText(file);

    public virtual void Write(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        stream.Write(System.Text.Encoding.ASCII.GetBytes(text));
    }

    public bool Exists(string file) => File.Exists(file);

    public IReadOnlyList<string> Groups(string folder) => Directory.GetDirectories(folder);

    public virtual void Make(string folder) => Directory.CreateDirectory(folder);

    public virtual void Remove(string folder) => Directory.Delete(folder);
}
