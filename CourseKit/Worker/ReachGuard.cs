using System.ComponentModel;
using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;
using CourseLib.Autograd;

namespace CourseKit.Worker;

/// <summary>
/// Holds what an exercise forbids for everything that its checks run. <see cref="CellRewriter"/> puts a look at it before each use of a symbol that some
/// exercise of the notebook forbids, wherever in a student's cells it stands: so it is seen when it is used, by whatever way the check has led there.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ReachGuard
{
    private static readonly Assembly Library = typeof(Function).Assembly;

    /// <summary>Namespaces of which every tensor is made: that they are at work tells nothing, and what is asked for by name is seen in the cell.</summary>
    private static readonly string[] Ground = ["CourseLib.Autograd", "CourseLib.Tensors", "CourseLib.Kernels"];

    private static volatile string[]? inForce;
    private static volatile Assembly? running;

    /// <summary>Hears the first use. Set by the worker.</summary>
    internal static Action<string> Tell { get; set; } = _ => { };

    /// <summary>Says whether an assembly is a student's cell; null for what is no cell. Set by the worker.</summary>
    internal static Func<Assembly, bool?> IsStudents { get; set; } = _ => null;

    /// <summary>Until <see cref="End"/> the symbols in <paramref name="forbidden"/> must not be used by a student's code.</summary>
    /// <param name="check">The cell that runs: what it does itself is its author's.</param>
    internal static void Begin(IReadOnlyList<string>? forbidden, Assembly? check)
    {
        if (forbidden is not { Count: > 0 }) return;
        (inForce, running, Function.Asked) = ([.. forbidden], check, Ask);
    }

    /// <summary>Nothing is forbidden any more.</summary>
    internal static void End() => (inForce, running, Function.Asked) = (null, null, null);

    /// <summary>Called before a use of <paramref name="symbol"/> in a student's cell.</summary>
    /// <param name="symbol">Its full name.</param>
    public static void Use(string symbol)
    {
        if (IsForbidden(symbol)) Refuse(symbol);
    }

    /// <summary>The same in a cell of the course's own, which may use it for a check, and must not for a student's code.</summary>
    public static void Lend(string symbol)
    {
        if (IsForbidden(symbol) && IsForStudents(ref symbol!)) Refuse(symbol);
    }

    /// <summary>A delegate that looks before it calls <paramref name="target"/>, which is made of a symbol that can be forbidden.</summary>
    public static T Wrap<T>(T target, string symbol, bool isCourses) where T : Delegate
    {
        ParameterExpression[] parameters = [.. typeof(T).GetMethod("Invoke")!.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType, parameter.Name))];
        return Expression.Lambda<T>(
            Expression.Block(Expression.Call(typeof(ReachGuard), isCourses ? nameof(Lend) : nameof(Use), null, Expression.Constant(symbol)), Expression.Invoke(Expression.Constant(target), parameters)),
            parameters).Compile();
    }

    /// <summary>
    /// The library is about to do <paramref name="what"/>. A layer or a model that was made elsewhere is used through its base class, so what is forbidden
    /// may be named nowhere; it is found between here and the student's code.
    /// </summary>
    private static void Ask(string what)
    {
        if (inForce is null) return;
        string? symbol = (what == Function.Backwards || !IsGround(what)) && IsForbidden(what) ? what : null;
        if (IsForStudents(ref symbol)) Refuse(symbol!);
    }

    /// <summary>
    /// Who asks is told by the frames of cells on the stack, the nearest first: the running check, or a student's cell. Other cells of the course do as they are
    /// bidden. Where there is no frame of a cell at all, a delegate of the library's was given to a thread, and whose it is cannot be told: it is refused.
    /// </summary>
    /// <param name="symbol">What is used; where it is null, the first forbidden function of the library on the way. It stays null where there is none.</param>
    private static bool IsForStudents(ref string? symbol)
    {
        foreach (StackFrame frame in new StackTrace(skipFrames: 2).GetFrames())
        {
            if (frame.GetMethod() is not { DeclaringType: Type type } method) continue;
            if (type.Assembly == Library)
            {
                if (symbol is null && SymbolOf(type, method) is string passed && !IsGround(passed) && IsForbidden(passed)) symbol = passed;
            }
            else if (type.Assembly == running) return false;
            else if (IsStudents(type.Assembly) is true) return symbol is not null;
        }
        return symbol is not null;
    }

    private static string SymbolOf(Type type, MethodBase method) => $"{type.FullName!.Replace('+', '.').Split('`')[0]}.{method.Name}";

    private static bool IsGround(string symbol) => Ground.Any(part => Confinement.IsWithin(symbol, part));

    private static bool IsForbidden(string symbol) => inForce is string[] forbidden && forbidden.Any(scope => Confinement.IsWithin(symbol, scope));

    private static void Refuse(string symbol)
    {
        Tell(symbol);
        throw new InvalidOperationException($"{symbol} is used, and this exercise asks you to write it yourself");
    }
}
