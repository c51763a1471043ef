using Mono.Cecil;

namespace CourseKit.Worker;

/// <summary>
/// What a student's cell may call where it is graded. Everything named here is type-safe and leads to no other code by name, so a cell that keeps to it
/// cannot look into its process, and cannot write what a check records. What is not named is refused: the list says what is allowed.
/// </summary>
/// <remarks>It is judged on the compiled code, where each call stands with its full name, whatever the text looked like.</remarks>
internal static class Confinement
{
    /// <summary>Namespaces with all that is below them.</summary>
    private static readonly string[] Subtrees =
    [
        "System.Collections", "System.Globalization", "System.IO.Compression", "System.Numerics", "System.Security.Cryptography", "System.Text",
        "System.Threading.Channels", "System.Threading.Tasks", "System.Timers", "System.Runtime.Intrinsics", "System.Diagnostics.CodeAnalysis", "System.Buffers.Binary",
        "CourseLib", "MathNet.Numerics", "Plotly.NET", "Microsoft.FSharp.Core", "Microsoft.FSharp.Collections",
    ];

    /// <summary>Namespaces without those below them.</summary>
    private static readonly string[] Namespaces = ["System", "System.Buffers", "System.IO", "System.Linq", "System.Threading", "System.Runtime.CompilerServices"];

    /// <summary>Types of other namespaces.</summary>
    private static readonly string[] Types =
    [
        "System.Diagnostics.Stopwatch", "System.Diagnostics.Debug", "System.Diagnostics.Debugger", "System.Diagnostics.DebuggerHiddenAttribute",
        "System.Diagnostics.DebuggerStepThroughAttribute", "System.Diagnostics.DebuggerDisplayAttribute", "System.Diagnostics.DebuggerBrowsableAttribute",
        "System.Diagnostics.ConditionalAttribute", "System.Diagnostics.UnreachableException", "System.Diagnostics.StackTrace", "System.Drawing.Color", "System.Drawing.Point",
        "System.Drawing.PointF", "System.Drawing.Size", "System.Drawing.Rectangle", "System.ComponentModel.EditorBrowsableAttribute",
        "System.ComponentModel.DescriptionAttribute", "System.Reflection.DefaultMemberAttribute", "System.Runtime.ExceptionServices.ExceptionDispatchInfo",
        "System.Runtime.InteropServices.StructLayoutAttribute", "System.Runtime.InteropServices.InAttribute", "System.Runtime.InteropServices.OutAttribute",
        "System.Runtime.Versioning.TargetFrameworkAttribute",
        "Microsoft.AspNetCore.Html.IHtmlContent", "Microsoft.AspNetCore.Html.HtmlString",
        "Microsoft.DotNet.Interactive.Formatting.DisplayedValue", "Microsoft.DotNet.Interactive.Formatting.FormatDelegate",
        "CourseKit.Worker.CellGlobals", "CourseKit.Worker.CellControls", "CourseKit.Worker.Markup", "CourseKit.Worker.InterruptPoint",
    ];

    /// <summary>Single members of types that are refused otherwise.</summary>
    private static readonly string[] Members =
    [
        "System.Reflection.MemberInfo.get_Name", "System.Runtime.InteropServices.MemoryMarshal.Cast", "System.Runtime.InteropServices.MemoryMarshal.AsBytes",
        "System.Runtime.InteropServices.CollectionsMarshal.AsSpan", "System.Runtime.InteropServices.CollectionsMarshal.SetCount",
        "System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault", "System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef",
        "System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray", "System.Runtime.CompilerServices.RuntimeHelpers.InitializeArray",
        "System.Runtime.CompilerServices.RuntimeHelpers.GetSubArray", "System.Runtime.CompilerServices.RuntimeHelpers.CreateSpan",
        "System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack", "System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode",
        "System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences",
        // What says how values are to be shown: in a graded run nobody asks. What formats reads any object by its members' names, and is refused.
        "Microsoft.DotNet.Interactive.Formatting.Formatter.Register",
        "Microsoft.DotNet.Interactive.Formatting.Formatter.SetPreferredMimeTypesFor",
        "Microsoft.DotNet.Interactive.Formatting.Formatter.set_ListExpansionLimit",
        "Microsoft.DotNet.Interactive.Formatting.Formatter.set_RecursionLimit",
        "Microsoft.DotNet.Interactive.Formatting.FormatContext.get_Writer", "System.DisplayExtensions.DisplayAs",
        "System.Type.get_Name", "System.Type.get_FullName", "System.Type.get_Namespace", "System.Type.GetTypeFromHandle", "System.Type.op_Equality",
        "System.Type.op_Inequality", "System.Type.IsAssignableFrom", "System.Type.IsAssignableTo", "System.Type.IsInstanceOfType", "System.Type.IsSubclassOf",
        "System.Type.get_IsValueType", "System.Type.get_IsEnum", "System.Type.get_IsArray", "System.Type.get_IsGenericType", "System.Type.get_IsPrimitive",
        "System.Type.get_BaseType", "System.Type.GetTypeCode", "System.Type.ToString", "System.Type.Equals", "System.Type.GetHashCode",
    ];

    /// <summary>Types and members that the namespaces above hold, and that lead out.</summary>
    private static readonly string[] Refused =
    [
        "System.DisplayExtensions", "Microsoft.DotNet.Interactive.Formatting.DisplayedValue.new",
        "Microsoft.DotNet.Interactive.Formatting.DisplayedValue.get_FormattedValues",
        "System.Activator", "System.AppContext", "System.AppDomain", "System.AppDomainManager", "System.ArgIterator", "System.TypedReference", "System.ModuleHandle",
        "System.RuntimeMethodHandle", "System.RuntimeFieldHandle", "System.RuntimeTypeHandle", "System.RuntimeArgumentHandle", "System.Type", "System.MarshalByRefObject",
        "System.Delegate.CreateDelegate", "System.Delegate.DynamicInvoke", "System.Delegate.get_Method", "System.Delegate.get_Target", "System.MulticastDelegate.GetMethodImpl",
        "System.Exception.get_TargetSite", "System.Exception.GetObjectData", "System.Buffers.ArrayPool", "System.Buffers.MemoryPool", "System.Buffers.MemoryManager",
        "System.Buffers.MemoryHandle", "System.Memory.Pin", "System.ReadOnlyMemory.Pin",
        "System.IO.FileSystemWatcher", "System.IO.UnmanagedMemoryStream", "System.IO.UnmanagedMemoryAccessor", "System.IO.RandomAccess", "System.IO.FileStream.get_SafeFileHandle",
        "System.IO.FileStream.get_Handle", "System.IO.File.OpenHandle", "System.Threading.Thread.Interrupt", "System.Threading.Thread.Abort", "System.Threading.ThreadPool.BindHandle",
        "System.Threading.ThreadPool.UnsafeQueueNativeOverlapped", "System.Threading.Overlapped", "System.Threading.NativeOverlapped", "System.Threading.PreAllocatedOverlapped",
        "System.Threading.ThreadPoolBoundHandle", "System.Threading.WaitHandle.get_SafeWaitHandle", "System.Threading.WaitHandle.set_SafeWaitHandle",
        "System.Threading.WaitHandle.get_Handle", "System.Threading.WaitHandle.set_Handle", "System.Runtime.CompilerServices.Unsafe",
        "System.Runtime.CompilerServices.UnsafeAccessorAttribute", "System.Runtime.CompilerServices.UnsafeAccessorTypeAttribute", "System.Runtime.CompilerServices.RuntimeHelpers",
        "System.Runtime.CompilerServices.CallSite", "System.Runtime.CompilerServices.CallSiteHelpers", "System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute",
        "System.Runtime.CompilerServices.MethodRental", "System.Text.Json.Serialization.Metadata",
        // What tells of the whole machine, and so of other submissions.
        "System.GC.GetGCMemoryInfo", "System.GCMemoryInfo", "System.IO.DriveInfo",
        "CourseLib.Checks.Exercise.Settle", "CourseLib.Checks.Oracle", "CourseLib.Checks.Comparison", "CourseLib.Checks.Diagnosis",
    ];

    /// <summary>The reason of every refusal.</summary>
    public const string Because = "which a graded cell must not use because it can reach into the process that grades it";

    /// <summary>What is wrong with a call or an access, as the end of a sentence that begins with the line; null when nothing is.</summary>
    public static string? Refusal(MemberReference member)
    {
        TypeReference type = member.DeclaringType is null ? (TypeReference)member : member.DeclaringType;
        if (type is ArrayType) return null;
        if (type.GetElementType() is not TypeReference own || own.IsGenericParameter || IsOfACell(own)) return null;
        string name = NameOf(own), full = ReferenceEquals(type, member) ? name : $"{name}.{(member.Name is ".ctor" or ".cctor" ? "new" : member.Name)}";
        if (Members.Contains(full)) return null;
        if (Refused.Any(refused => IsWithin(full, refused)) || IsHandle(member) || (member is MethodReference && IsUnsafe(member.Name)))
            return $"uses {Readable(full)}, {Because}";
        string space = Namespace(own);
        bool allowed = Namespaces.Contains(space) || Subtrees.Any(subtree => IsWithin(space, subtree)) || Types.Any(known => IsWithin(name, known));
        return allowed ? null : $"uses {Readable(full)}, {Because}";
    }

    /// <summary>The full name without arguments: "System.Collections.Generic.List" for a <c>List&lt;int&gt;</c>.</summary>
    public static string NameOf(TypeReference type)
    {
        string own = type.Name.Split('`')[0];
        return type.DeclaringType is TypeReference outer ? $"{NameOf(outer)}.{own}" : type.Namespace.Length == 0 ? own : $"{type.Namespace}.{own}";
    }

    /// <summary>Whether <paramref name="name"/> is <paramref name="scope"/> or lies in it.</summary>
    public static bool IsWithin(string name, string scope) =>
        name.StartsWith(scope, StringComparison.Ordinal) && (name.Length == scope.Length || name[scope.Length] == '.');

    private static bool IsOfACell(TypeReference type) =>
        type.Scope is ModuleDefinition || (type.Scope is AssemblyNameReference assembly && assembly.Name.StartsWith(CellSession.AssemblyPrefix, StringComparison.Ordinal));

    /// <summary>Methods that take their arguments on trust call themselves so; what the compiler makes of <c>await</c> does, too, and only leaves out who is asking.</summary>
    private static bool IsUnsafe(string name) =>
        (name.Contains("Unsafe", StringComparison.Ordinal) && name is not ("AwaitUnsafeOnCompleted" or "UnsafeOnCompleted")) || name.StartsWith("Dangerous", StringComparison.Ordinal);

    /// <summary>A descriptor of the system, given as a number or an object.</summary>
    private static bool IsHandle(MemberReference member) => member is MethodReference method
        && (method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType).Any(type => type.FullName.StartsWith("Microsoft.Win32.", StringComparison.Ordinal))
            || (method is { Name: ".ctor", DeclaringType.FullName: "System.IO.FileStream" } && method.Parameters[0].ParameterType.MetadataType == MetadataType.IntPtr));

    private static string Namespace(TypeReference type) => type.DeclaringType is TypeReference outer ? Namespace(outer) : type.Namespace;

    private static string Readable(string full) => full.EndsWith(".new", StringComparison.Ordinal) ? full[..^4] : full.Replace(".get_", ".").Replace(".set_", ".");
}
