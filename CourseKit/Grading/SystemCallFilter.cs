using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CourseKit.Grading;

/// <summary>
/// What code in the sandbox may not ask of the kernel: to start processes (threads it may), so that no fork bomb outruns the watch; to look
/// into other processes; to hold memory that no process is charged with; to make namespaces; to use the key rings, which all sandboxes of a user
/// share. It is a seccomp filter, a classic BPF program over the number and the first argument of each call.
/// </summary>
internal static class SystemCallFilter
{
    private const ushort Load = 0x20, JumpIfEqual = 0x15, JumpIfAtLeast = 0x35, JumpIfBitSet = 0x45, Return = 0x06;
    private const uint Allow = 0x7FFF0000, Refuse = 0x00050001, NotThere = 0x00050026, Thread = 0x00010000, OtherInterface = 0x40000000, CloneAnew = 435;
    private const int NumberOffset = 0, ArchitectureOffset = 4, FirstArgumentOffset = 16;

    // fork, vfork, ptrace, process_vm_readv, process_vm_writev, memfd_create, shmget, semget, msgget, mq_open, add_key, request_key, keyctl,
    // unshare, setns, mount, pivot_root, bpf, perf_event_open, userfaultfd, io_uring_setup;
    // chmod, fchmodat, fchmodat2: the worker's own pipes are closed to those who would open them anew
    private static readonly uint[] OnX64 = [57, 58, 101, 310, 311, 319, 29, 64, 68, 240, 248, 249, 250, 272, 308, 165, 155, 321, 298, 323, 425, 90, 268, 452];
    private static readonly uint[] OnArm64 = [117, 270, 271, 279, 194, 190, 186, 180, 217, 218, 219, 97, 268, 40, 41, 280, 241, 282, 425, 53, 452];

    // socket; where the network is the machine's own.
    private const uint SocketOnX64 = 41, SocketOnArm64 = 198;

    private static readonly Lazy<string?> Written = new(Write);

    /// <summary>The file that holds the program; null on processors that it is not made for.</summary>
    public static string? Path => Written.Value;

    /// <summary>Shuts this process in, with all threads that it has: what <see cref="Path"/> refuses, and every socket. There is no way back.</summary>
    /// <exception cref="CourseKitException">The kernel does not do it, or the processor is another.</exception>
    public static void Install()
    {
        const int noNewPrivileges = 38, set = 1, allThreads = 1;
        byte[] program = Program(network: false) ?? throw new CourseKitException($"there is no filter of system calls for {RuntimeInformation.ProcessArchitecture}");
        IntPtr code = Marshal.AllocHGlobal(program.Length);
        Marshal.Copy(program, 0, code, program.Length);
        var filter = new Filter { Length = (ushort)(program.Length / 8), Code = code };
        bool isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;
        if (prctl(noNewPrivileges, 1, 0, 0, 0) != 0 || syscall(isX64 ? 317 : 277, set, allThreads, ref filter) != 0)
            throw new CourseKitException($"the kernel does not take a filter of system calls (error {Marshal.GetLastPInvokeError()})");
        Marshal.FreeHGlobal(code);
    }

    private static byte[]? Program(bool network) => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => Assemble(0xC000003E, clone: 56, network ? OnX64 : [.. OnX64, SocketOnX64]),
        Architecture.Arm64 => Assemble(0xC00000B7, clone: 220, network ? OnArm64 : [.. OnArm64, SocketOnArm64]),
        _ => null,
    };

    /// <summary>Each instruction has an operation, how many to skip when its condition holds and when not, and a number.</summary>
    private static byte[] Assemble(uint architecture, uint clone, uint[] refused)
    {
        var code = new List<(ushort Operation, byte IfSo, byte IfNot, uint Number)>
        {
            (Load, 0, 0, ArchitectureOffset),
            (JumpIfEqual, 1, 0, architecture),
            (Return, 0, 0, Refuse),
            (Load, 0, 0, NumberOffset),
            (JumpIfAtLeast, 0, 1, OtherInterface),
            (Return, 0, 0, Refuse),
        };
        foreach (uint call in refused) code.AddRange([(JumpIfEqual, 0, 1, call), (Return, 0, 0, Refuse)]);
        // Its flags stand in memory, out of a filter's sight; told that it is not there, the C library falls back on clone.
        code.AddRange([(JumpIfEqual, 0, 1, CloneAnew), (Return, 0, 0, NotThere)]);
        code.AddRange([(JumpIfEqual, 0, 3, clone), (Load, 0, 0, FirstArgumentOffset), (JumpIfBitSet, 1, 0, Thread), (Return, 0, 0, Refuse), (Return, 0, 0, Allow)]);

        byte[] program = new byte[8 * code.Count];
        for (int i = 0; i < code.Count; i++)
        {
            Span<byte> instruction = program.AsSpan(8 * i, 8);
            BinaryPrimitives.WriteUInt16LittleEndian(instruction, code[i].Operation);
            (instruction[2], instruction[3]) = (code[i].IfSo, code[i].IfNot);
            BinaryPrimitives.WriteUInt32LittleEndian(instruction[4..], code[i].Number);
        }
        return program;
    }

    private static string? Write()
    {
        if (Program(network: false) is not byte[] program) return null;
        string folder = Directory.CreateTempSubdirectory("coursekit-filter-").FullName, path = System.IO.Path.Combine(folder, "calls.bpf");
        File.WriteAllBytes(path, program);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return path;
    }

    [DllImport("libc", SetLastError = true)] private static extern int prctl(int option, nuint first, nuint second, nuint third, nuint fourth);
    [DllImport("libc", SetLastError = true)] private static extern nint syscall(nint number, nint operation, nint flags, ref Filter filter);

    /// <summary>The kernel's <c>sock_fprog</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Filter
    {
        public ushort Length;
        public IntPtr Code;
    }
}
