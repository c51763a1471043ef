using System.ComponentModel;
using System.Diagnostics;
using System.Linq.Expressions;
using CourseLib.Autograd;

namespace CourseKit.Worker;

/// <summary>
/// Holds what an exercise forbids for everything that its checks run. <see cref="CellRewriter"/> puts a look at it before each use of a symbol that some
/// exercise of the notebook forbids, wherever in a student's cells it stands: so it is seen when it is used, by whatever way the check has led there.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ReachGuard
{
    /// <summary>Namespaces whose functions ask who calls them: a layer made elsewhere is used through its base class.</summary>
    private static readonly string[] Asking = ["CourseLib.Norms", "CourseLib.Layers", "CourseLib.Activations"];

    private static volatile string[]? inForce;

    /// <summary>Hears the first use. Set by the worker.</summary>
    internal static Action<string> Tell { get; set; } = _ => { };

    /// <summary>Says whether an assembly is a student's cell; null for what is no cell. Set by the worker.</summary>
    internal static Func<System.Reflection.Assembly, bool?> IsStudents { get; set; } = _ => null;

    /// <summary>Until <see cref="End"/> the symbols in <paramref name="forbidden"/> must not be used by a student's code.</summary>
    internal static void Begin(IReadOnlyList<string>? forbidden)
    {
        if (forbidden is not { Count: > 0 }) return;
        inForce = [.. forbidden];
        if (forbidden.Any(scope => Asking.Any(asking => Confinement.IsWithin(asking, scope) || Confinement.IsWithin(scope, asking)))) Function.Asked = Ask;
    }

    /// <summary>Nothing is forbidden any more.</summary>
    internal static void End() => (inForce, Function.Asked) = (null, null);

    /// <summary>Called before a use of <paramref name="symbol"/>.</summary>
    /// <param name="symbol">Its full name.</param>
    public static void Use(string symbol)
    {
        if (inForce is string[] forbidden && forbidden.Any(scope => Confinement.IsWithin(symbol, scope))) Refuse(symbol);
    }

    /// <summary>A delegate that looks before it calls <paramref name="target"/>, which is made of a symbol that can be forbidden.</summary>
    public static T Wrap<T>(T target, string symbol) where T : Delegate
    {
        ParameterExpression[] parameters = [.. typeof(T).GetMethod("Invoke")!.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType, parameter.Name))];
        return Expression.Lambda<T>(
            Expression.Block(Expression.Call(typeof(ReachGuard), nameof(Use), null, Expression.Constant(symbol)), Expression.Invoke(Expression.Constant(target), parameters)),
            parameters).Compile();
    }

    /// <summary>The nearest frame that belongs to a cell tells who uses a function of the library.</summary>
    private static void Ask(Type function)
    {
        string name = function.FullName!;
        if (inForce is not string[] forbidden || !Asking.Any(asking => Confinement.IsWithin(name, asking)) || !forbidden.Any(scope => Confinement.IsWithin(name, scope))) return;
        foreach (StackFrame frame in new StackTrace(skipFrames: 2).GetFrames())
            if (frame.GetMethod()?.DeclaringType?.Assembly is { } assembly && IsStudents(assembly) is bool students)
            {
                if (students) Refuse(name);
                return;
            }
    }

    private static void Refuse(string symbol)
    {
        Tell(symbol);
        throw new InvalidOperationException($"{symbol} is used, and this exercise asks you to write it yourself");
    }
}
