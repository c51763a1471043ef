using System.Diagnostics;
using System.Globalization;
using CourseKit.Grading;

namespace CourseKit.Tests.Grading;

public sealed class ControlGroupsTests : IDisposable
{
    private const string Shell = "41";

    private static readonly string Own = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    private readonly Tree tree = new();

    public void Dispose() => Directory.Delete(tree.Root, recursive: true);

    [Fact]
    public void The_grader_moves_to_a_group_of_its_own_before_controllers_are_handed_on()
    {
        ControlGroups? groups = ControlGroups.Take(tree, tree.Root, isRoot: false, out string told);
        Assert.Equal("control groups bound its memory, number of tasks, share of the processors", told);
        Assert.Equal([$"coursekit-judge/cgroup.procs {Own}", "cgroup.subtree_control +cpu", "cgroup.subtree_control +memory", "cgroup.subtree_control +pids"], tree.Done[..4]);
        tree.Done.Clear();
        ControlGroup group = groups!.Create(300)!;
        Assert.Equal(["memory.max 314572800", "memory.swap.max 0", "memory.oom.group 1", "pids.max 576", "cpu.weight 33"], tree.Done.Select(line => line.Split('/')[^1]));
        Assert.Equal(["-c", group.Folder, "/bin/worker", "x"], group.Wrap(new ProcessStartInfo("/bin/worker", ["x"])).ArgumentList.Where((_, i) => i != 1));
    }

    [Fact]
    public async Task A_worker_s_group_is_ended_and_removed()
    {
        ControlGroup group = ControlGroups.Take(tree, tree.Root, isRoot: false, out _)!.Create(300)!;
        Assert.True(Directory.Exists(group.Folder));
        await group.DisposeAsync();
        Assert.EndsWith("cgroup.kill 1", tree.Done[^1], StringComparison.Ordinal);
        Assert.False(Directory.Exists(group.Folder));
        await group.DisposeAsync();
    }

    [Fact]
    public void Others_are_not_moved_and_what_to_do_is_told()
    {
        tree.Put("cgroup.procs", $"{Shell}\n{Own}\n");
        Assert.Null(ControlGroups.Take(tree, tree.Root, isRoot: false, out string told));
        Assert.EndsWith("start the grader with: systemd-run --user --scope -p Delegate=yes", told, StringComparison.Ordinal);
        Assert.Empty(tree.Done);
        Assert.NotNull(ControlGroups.Take(tree, tree.Root, isRoot: true, out _));
        Assert.Equal([$"coursekit-judge/cgroup.procs {Shell}", $"coursekit-judge/cgroup.procs {Own}"], tree.Done[..2]);
    }

    [Fact]
    public void A_grader_in_a_judge_s_group_takes_the_one_above()
    {
        Assert.NotNull(ControlGroups.Take(tree, tree.Root, isRoot: false, out _));
        tree.Done.Clear();
        Assert.NotNull(ControlGroups.Take(tree, Path.Combine(tree.Root, ControlGroups.Judge), isRoot: false, out _));
        Assert.DoesNotContain(tree.Done, line => line.Contains("cgroup.procs", StringComparison.Ordinal) || line.Contains("subtree", StringComparison.Ordinal));
    }

    [Fact]
    public void The_machine_s_root_group_keeps_its_processes()
    {
        File.Delete(Path.Combine(tree.Root, "cgroup.type"));
        tree.Put("cgroup.procs", $"{Shell}\n{Own}\n");
        Assert.NotNull(ControlGroups.Take(tree, tree.Root, isRoot: true, out _));
        Assert.StartsWith("cgroup.subtree_control", tree.Done[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hugetlb", "the controller \"memory\" is not handed to the group")]
    [InlineData("", "the controller \"memory\" is not handed to the group")]
    [InlineData(null, "Could not find file")]
    public void Without_the_controller_of_memory_there_are_no_groups(string? controllers, string why)
    {
        if (controllers is null) File.Delete(Path.Combine(tree.Root, "cgroup.controllers"));
        else tree.Put("cgroup.controllers", controllers + "\n");
        Assert.Null(ControlGroups.Take(tree, tree.Root, isRoot: false, out string told));
        Assert.StartsWith("its memory is watched, and no control group bounds it: " + why, told, StringComparison.Ordinal);
        Assert.Empty(tree.Done);
    }

    [Theory]
    [InlineData("memory", "", "its memory (not handed", ": pids, cpu)")]
    [InlineData("memory cpu pids", "+cpu", "its memory, number of tasks (not handed", ": cpu)")]
    public void What_controllers_are_missing_is_told(string controllers, string refused, string told, string missing)
    {
        tree.Put("cgroup.controllers", controllers + "\n");
        tree.Refused = line => refused.Length > 0 && line.EndsWith(refused, StringComparison.Ordinal);
        ControlGroups groups = ControlGroups.Take(tree, tree.Root, isRoot: false, out string said)!;
        Assert.StartsWith("control groups bound " + told, said, StringComparison.Ordinal);
        Assert.EndsWith(missing, said, StringComparison.Ordinal);
        Assert.DoesNotContain(tree.Done, line => line.Contains("cpu.weight", StringComparison.Ordinal));
        Assert.NotNull(groups.Create(300));
    }

    [Theory]
    [InlineData("make")]
    [InlineData("coursekit-judge/cgroup.procs")]
    [InlineData("+memory")]
    [InlineData("memory.max")]
    [InlineData("memory.oom.group")]
    [InlineData("pids.max")]
    public void A_system_that_refuses_is_told_of_and_nothing_fails(string refused)
    {
        tree.Refused = line => line.Contains(refused, StringComparison.Ordinal);
        Assert.Null(ControlGroups.Take(tree, tree.Root, isRoot: false, out string told));
        Assert.StartsWith("its memory is watched, and no control group bounds it: ", told, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetDirectories(tree.Root), folder => !folder.EndsWith(ControlGroups.Judge, StringComparison.Ordinal));
    }

    [Fact]
    public void A_system_that_refuses_later_costs_a_worker_its_group_and_no_more()
    {
        ControlGroups groups = ControlGroups.Take(tree, tree.Root, isRoot: false, out _)!;
        tree.Refused = line => line.Contains("make", StringComparison.Ordinal);
        Assert.Null(groups.Create(300));
        tree.Refused = _ => false;
        Assert.NotNull(groups.Create(300));
    }

    [SkippableFact]
    public void A_group_that_nobody_can_enter_is_none()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        tree.Without = "cgroup.procs";
        Directory.CreateDirectory(Path.Combine(tree.Root, ControlGroups.Judge));
        tree.Put("coursekit-judge/cgroup.procs", "");
        tree.MakesFolders = "cgroup.procs";
        Assert.Null(ControlGroups.Take(tree, tree.Root, isRoot: false, out string told));
        Assert.Contains("no process can enter a group below", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_is_no_swap_none_is_bounded()
    {
        tree.Without = "memory.swap.max";
        Assert.NotNull(ControlGroups.Take(tree, tree.Root, isRoot: false, out _)!.Create(300));
        Assert.DoesNotContain(tree.Done, line => line.Contains("swap", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_killed_grader_has_left_is_removed_and_what_a_living_one_uses_is_not()
    {
        ControlGroups groups = ControlGroups.Take(tree, tree.Root, isRoot: false, out _)!;
        ControlGroup living = groups.Create(300)!;
        string[] others = ["coursekit-extra", "user-1-2-3", "coursekit-judge"];
        foreach (string name in (string[])[.. others, "coursekit-2147483000-77-1", $"coursekit-{Own}-1-2"]) tree.Make(Path.Combine(tree.Root, name));
        Assert.NotNull(ControlGroups.Take(tree, Path.Combine(tree.Root, ControlGroups.Judge), isRoot: false, out _));
        string[] left = [.. Directory.GetDirectories(tree.Root).Select(folder => Path.GetFileName(folder))];
        Assert.Equal(others.Append(Path.GetFileName(living.Folder)).Order(StringComparer.Ordinal), left.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("oom 1\noom_kill 3\n", true)]
    [InlineData("oom 4\noom_kill 0\n", false)]
    [InlineData("oom 0\noom_kill 3\n", false)]
    [InlineData("low 0\nmax 17\n", false)]
    [InlineData(null, false)]
    public void Death_by_the_group_s_own_bound_is_told_from_others(string? events, bool expected)
    {
        ControlGroup group = ControlGroups.Take(tree, tree.Root, isRoot: false, out _)!.Create(300)!;
        if (events is null) Directory.Delete(group.Folder, recursive: true);
        else File.WriteAllText(Path.Combine(group.Folder, "memory.events"), events);
        Assert.Equal(expected, group.HasRunOut);
    }

    [Theory]
    [InlineData("0::/user.slice/a b.scope", "/", "/sys/fs/cgroup", "/sys/fs/cgroup/user.slice/a b.scope")]
    [InlineData("4:memory:/x\n0::/", "/", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/unified")]
    [InlineData("0::/docker/7/w", "/docker/7", "/sys/fs/cgroup", "/sys/fs/cgroup/w")]
    [InlineData("0::/docker/77", "/docker/7", "/sys/fs/cgroup", null)]
    [InlineData("0::/../outside", "/", "/sys/fs/cgroup", null)]
    [InlineData("4:memory:/x", "/", "/sys/fs/cgroup", null)]
    public void The_group_s_folder_is_where_it_is_mounted(string group, string root, string place, string? folder)
    {
        string mounts = $"22 1 0:20 / /proc rw,nosuid - proc proc rw\n30 22 0:26 {root} {place} rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";
        Assert.Equal(folder, ControlGroups.Own(group + "\n", mounts));
        Assert.Null(ControlGroups.Own(group + "\n", mounts.Replace("cgroup2", "cgroup", StringComparison.Ordinal)));
    }

    /// <summary>Ordinary files that stand for a tree of control groups, and all that was written to them.</summary>
    private sealed class Tree : ControlFiles
    {
        private static readonly string[] Files =
            ["cgroup.type", "cgroup.procs", "cgroup.kill", "cgroup.controllers", "cgroup.subtree_control", "memory.max", "memory.swap.max", "memory.oom.group", "memory.events", "pids.max", "cpu.weight"];

        public Tree()
        {
            Fill(Root);
            Put("cgroup.controllers", "cpuset cpu io memory pids\n");
            Put("cgroup.procs", Own + "\n");
        }

        public string Root { get; } = Directory.CreateTempSubdirectory("coursekit-groups-").FullName;

        public List<string> Done { get; } = [];

        public Func<string, bool> Refused { get; set; } = _ => false;

        /// <summary>A file that new groups do not have.</summary>
        public string? Without { get; set; }

        /// <summary>A file that new groups have a folder for.</summary>
        public string? MakesFolders { get; set; }

        public void Put(string file, string text) => File.WriteAllText(Path.Combine(Root, file), text);

        public override void Write(string file, string text)
        {
            string line = $"{Path.GetRelativePath(Root, file)} {text}";
            if (Refused(line)) throw new UnauthorizedAccessException($"Access to '{file}' is denied.");
            base.Write(file, text);
            Done.Add(line);
            string folder = Path.GetDirectoryName(file)!, name = Path.GetFileName(file);
            if (name == "cgroup.procs") Put("cgroup.procs", string.Concat(Read(Path.Combine(Root, "cgroup.procs")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(member => member != text).Select(member => member + "\n")));
            if (name != "cgroup.subtree_control") return;
            // As the kernel: a group with processes hands nothing on, but for the root.
            if (Exists(Path.Combine(folder, "cgroup.type")) && Read(Path.Combine(folder, "cgroup.procs")).Length > 0) throw new IOException("Device or resource busy");
            enabled.Add(text[1..]);
            File.WriteAllText(file, string.Join(' ', enabled) + "\n");
        }

        public override void Make(string folder)
        {
            if (Refused("make " + Path.GetRelativePath(Root, folder))) throw new UnauthorizedAccessException($"Access to '{folder}' is denied.");
            if (Directory.Exists(folder)) return;
            base.Make(folder);
            Fill(folder);
        }

        public override void Remove(string folder) => Directory.Delete(folder, recursive: true);

        private readonly SortedSet<string> enabled = [];

        private void Fill(string folder)
        {
            foreach (string file in Files.Where(file => file != Without)) File.WriteAllText(Path.Combine(folder, file), "");
            if (MakesFolders is not null) Directory.CreateDirectory(Path.Combine(folder, MakesFolders));
        }
    }
}
