using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace CourseKit.Tests.Grading.Slurm;

/// <summary>
/// Debian's own Slurm with two nodes, and a partition "urgent" whose jobs push others aside, all on this machine and on loopback, in a folder of its own: nothing of a Slurm that is installed here
/// is touched. The nodes do not see <see cref="Private"/>.
/// </summary>
public sealed class SlurmCluster : IAsyncLifetime
{
    private static readonly string[] Programs = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel", "scontrol", "unshare"];

    private readonly List<Process> servers = [];
    private string[] missing = [];

    public string Root { get; } = Directory.CreateTempSubdirectory("coursekit-slurm-").FullName;

    /// <summary>Here it is a folder; on the nodes it is another one, which is empty.</summary>
    public string Private => Path.Combine(Root, "private");

    public string Configuration => Path.Combine(Root, "slurm.conf");

    public void RequireIt() => Skip.If(
        missing.Length > 0, $"needs Slurm, munge and the rights of root ({string.Join(", ", missing)} missing); apt install slurm-wlm munge");

    public async Task InitializeAsync()
    {
        missing = [.. Programs.Where(program => Find(program) is null)];
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) missing = [.. missing, "root"];
        if (missing.Length > 0 || OperatingSystem.IsWindows()) return;
        Directory.CreateDirectory(Private);
        string key = Path.Combine(Root, "munge.key"), socket = Path.Combine(Root, "munge.socket");
        File.WriteAllBytes(key, RandomNumberGenerator.GetBytes(128));
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(Root, (UnixFileMode)0b111_101_101);
        int[] ports = [FreePort(), FreePort(), FreePort()];
        string host = Dns.GetHostName().Split('.')[0];
        File.WriteAllText(Configuration, $"""
            ClusterName=course
            SlurmctldHost={host}(127.0.0.1)
            SlurmUser=root
            SlurmdUser=root
            AuthType=auth/munge
            AuthInfo=socket={socket}
            CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
            SlurmctldPort={ports[0]}
            StateSaveLocation={Root}/state
            SlurmdSpoolDir={Root}/spool-%n
            SlurmctldPidFile={Root}/slurmctld.pid
            SlurmdPidFile={Root}/%n.pid
            SlurmctldLogFile={Root}/slurmctld.log
            SlurmdLogFile={Root}/%n.log
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            SwitchType=switch/none
            MpiDefault=none
            ReturnToService=2
            SlurmdTimeout=5
            KillWait=2
            NodeName=one NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[1]} CPUs=2 State=UNKNOWN
            NodeName=two NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[2]} CPUs=2 State=UNKNOWN
            PreemptType=preempt/partition_prio
            PreemptMode=REQUEUE
            PartitionName=grading Nodes=one,two Default=YES MaxTime=INFINITE State=UP PriorityTier=1 PreemptMode=REQUEUE
            PartitionName=urgent Nodes=one,two MaxTime=INFINITE State=UP PriorityTier=2 PreemptMode=OFF

            """);
        Start("munged", "--foreground", "--force", $"--key-file={key}", $"--socket={socket}", $"--pid-file={Root}/munged.pid", $"--log-file={Root}/munged.log", $"--seed-file={Root}/munged.seed");
        await UntilAsync(() => Task.FromResult(File.Exists(socket)), "munge");
        Start("slurmctld", "-D", "-f", Configuration);
        StartNode("one");
        StartNode("two");
        await UntilAsync(async () => (await SaysAsync("sinfo", "--noheader", "--Node", "--partition=grading", "--format=%t")).Split('\n', StringSplitOptions.RemoveEmptyEntries) is ["idle", "idle"], "two idle nodes");
    }

    public async Task DisposeAsync()
    {
        if (servers.Count > 0) await SaysAsync("scancel", "--user=root");
        foreach (Process server in Enumerable.Reverse(servers))
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
        Directory.Delete(Root, recursive: true);
    }

    /// <summary>Starts the server of a node, in a mount namespace in which <see cref="Private"/> is another folder.</summary>
    public void StartNode(string name) => Start(
        "unshare", "--mount", "/bin/sh", "-c", "mount -t tmpfs none \"$0\" && exec \"$@\"", Private, Find("slurmd")!, "-D", "-f", Configuration, "-N", name);

    /// <summary>The server of a node is gone, as if its power were cut: with all that it runs.</summary>
    public void LoseNode(string name)
    {
        Process server = servers.Single(server => !server.HasExited && server.StartInfo.ArgumentList.Contains(name));
        server.Kill(entireProcessTree: true);
        // What a job runs is no child of the server.
        foreach (Process job in Process.GetProcesses())
            using (job)
                if (IsOf(job.Id, name)) job.Kill(entireProcessTree: true);
    }

    /// <summary>What a command of Slurm writes.</summary>
    public async Task<string> SaysAsync(string program, params string[] arguments)
    {
        using Process command = Process.Start(Command(program, arguments))!;
        string said = await command.StandardOutput.ReadToEndAsync() + await command.StandardError.ReadToEndAsync();
        await command.WaitForExitAsync();
        return said;
    }

    /// <summary>A command with this cluster as its Slurm.</summary>
    public ProcessStartInfo Command(string program, params string[] arguments) => new(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["SLURM_CONF"] = Configuration },
    };

    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        for (var clock = Stopwatch.StartNew(); !await condition(); await Task.Delay(200))
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(4), $"waited in vain for {what}");
    }

    public static string? Find(string program) => SearchPath.Find(program, Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin", isWindows: false);

    /// <summary>Whether a process was started by a job of this cluster on a node; others may be at work on this machine.</summary>
    private bool IsOf(int process, string node)
    {
        try
        {
            string[] variables = File.ReadAllText($"/proc/{process}/environ").Split('\0');
            return variables.Contains($"SLURMD_NODENAME={node}") && variables.Contains($"SLURM_CONF={Configuration}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Start(string program, params string[] arguments)
    {
        ProcessStartInfo start = Command(Find(program)!, arguments);
        Process server = Process.Start(start)!;
        server.OutputDataReceived += (_, _) => { };
        server.ErrorDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        servers.Add(server);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
