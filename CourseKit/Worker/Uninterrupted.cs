using System.Runtime.CompilerServices;

namespace CourseKit.Worker;

/// <summary>Code that an interrupt must not split: it is aborted before, or after, never half-way.</summary>
/// <remarks>
/// .NET aborts no thread inside a finally block. An optimising JIT would take this one out of its empty try, or copy it to the
/// ordinary path, where it protects nothing: hence no optimisation here. What is called from here is optimised as usual.
/// </remarks>
internal static class Uninterrupted
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    public static void Run(Action critical)
    {
        try { }
        finally { critical(); }
    }
}
