using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CourseLib.Norms;

namespace CourseKit.Distributed;

/// <summary>The processes of an MPI job, this one among them, over Open MPI's own library.</summary>
/// <remarks>
/// Called from one thread. Constants such as MPI_COMM_WORLD are part of no common binary interface: those here are Open MPI's, whose handles are the
/// addresses of exported objects (mpi.h, versions 3 to 5).
/// </remarks>
internal sealed class MpiGroup : ICollective, IDisposable
{
    private const string Library = "mpi";
    private const int Funneled = 1;

    /// <summary>In place of a buffer: the values stand where the sums are to stand.</summary>
    private const nint InPlace = 1;

    private static readonly string[] Files = ["libmpi.so.40", "libmpi.so.80", "libmpi.so", "libmpi.dylib"];

    /// <summary>What mpirun and srun tell the processes that they start.</summary>
    private static readonly string[] Signs = ["OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK"];

    private static readonly Lazy<nint> Loaded = new(Load);

    private readonly nint world, real, sum;

    static MpiGroup() => NativeLibrary.SetDllImportResolver(
        typeof(MpiGroup).Assembly, (name, _, _) => name == Library ? Loaded.Value : 0);

    /// <exception cref="CourseKitException">There is no Open MPI here, or it does not begin.</exception>
    public MpiGroup()
    {
        nint Address(string name) => NativeLibrary.GetExport(Loaded.Value, name);
        (world, real, sum) = (Address("ompi_mpi_comm_world"), Address("ompi_mpi_double"), Address("ompi_mpi_op_sum"));
        Require(MPI_Init_thread(0, 0, Funneled, out _));
        Require(MPI_Comm_rank(world, out int rank));
        Require(MPI_Comm_size(world, out int size));
        (Rank, Size) = (rank, size);
    }

    /// <summary>Whether this process was started as one of an MPI job.</summary>
    public static bool IsJob => Signs.Any(sign => Environment.GetEnvironmentVariable(sign) is { Length: > 0 });

    /// <summary>From 0.</summary>
    public int Rank { get; }

    public int Size { get; }

    public void AllReduce(Span<double> sums) =>
        Require(MPI_Allreduce(InPlace, ref MemoryMarshal.GetReference(sums), sums.Length, real, sum, world));

    /// <summary>Ends all processes of the job, without waiting for any.</summary>
    public void Abort() => _ = MPI_Abort(world, CourseKitException.WorkFailed);

    public void Dispose() => _ = MPI_Finalize();

    private static nint Load()
    {
        foreach (string file in Files)
            if (NativeLibrary.TryLoad(file, out nint library))
                return NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out _) ? library : throw new CourseKitException(
                    $"the MPI library {file} is not Open MPI's, and no other is known here; apt install openmpi-bin", CourseKitException.WrongUsage);
        throw new CourseKitException("this is a process of an MPI job, and there is no libmpi; apt install openmpi-bin", CourseKitException.WrongUsage);
    }

    private static void Require(int code, [CallerArgumentExpression(nameof(code))] string call = "")
    {
        if (code != 0) throw new CourseKitException($"{call.Split('(')[0]} failed with {code}");
    }

    [DllImport(Library)]
    private static extern int MPI_Init_thread(nint arguments, nint values, int required, out int provided);

    [DllImport(Library)]
    private static extern int MPI_Comm_rank(nint communicator, out int rank);

    [DllImport(Library)]
    private static extern int MPI_Comm_size(nint communicator, out int size);

    [DllImport(Library)]
    private static extern int MPI_Allreduce(nint values, ref double sums, int count, nint type, nint operation, nint communicator);

    [DllImport(Library)]
    private static extern int MPI_Abort(nint communicator, int code);

    [DllImport(Library)]
    private static extern int MPI_Finalize();
}
