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

    // fork, vfork, ptrace, process_vm_readv, process_vm_writev, memfd_create, shmget, add_key, request_key, keyctl, unshare, setns, mount,
    // pivot_root, bpf, perf_event_open, userfaultfd, io_uring_setup
    private static readonly uint[] OnX64 = [57, 58, 101, 310, 311, 319, 29, 248, 249, 250, 272, 308, 165, 155, 321, 298, 323, 425];
    private static readonly uint[] OnArm64 = [117, 270, 271, 279, 194, 217, 218, 219, 97, 268, 40, 41, 280, 241, 282, 425];

    private static readonly Lazy<string?> Written = new(Write);

    /// <summary>The file that holds the program; null on processors that it is not made for.</summary>
    public static string? Path => Written.Value;

    private static byte[]? Program() => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => Assemble(0xC000003E, clone: 56, OnX64),
        Architecture.Arm64 => Assemble(0xC00000B7, clone: 220, OnArm64),
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
        if (Program() is not byte[] program) return null;
        string folder = Directory.CreateTempSubdirectory("coursekit-filter-").FullName, path = System.IO.Path.Combine(folder, "calls.bpf");
        File.WriteAllBytes(path, program);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return path;
    }
}
