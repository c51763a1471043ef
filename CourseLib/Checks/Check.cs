using System.Reflection;
using CourseLib.Tensors;

namespace CourseLib.Checks;

/// <summary>
/// What a check cell calls. A check names a value and never an answer: the value is recorded, and compared with what the solution
/// recorded under the same name. In a student's own notebook that happens here, at once; in grading, in another process.
/// </summary>
public static class Check
{
    /// <summary>The tolerance of <see cref="Value{T}"/> unless stated: float32 arithmetic in another order, on another machine.</summary>
    public const double DefaultTolerance = 1e-4;

    private const int LongestError = 500;

    /// <summary>Starts the checks of a notebook: finds the oracle of its visible checks at or above the current folder.</summary>
    /// <param name="notebook">The notebook's name, "08-batchnorm2d".</param>
    public static void Begin(string notebook) => CheckSession.Begin(Named("Check.Begin", nameof(notebook), notebook));

    /// <summary>The value must equal the solution's.</summary>
    /// <param name="name">What it is, in the student's words; unique within the notebook.</param>
    /// <param name="value">Gives a tensor, a number, a boolean, a text or a sequence of numbers.</param>
    /// <param name="tolerance">|yours − solution's| may be up to tolerance·(1 + |solution's|).</param>
    /// <param name="hint">Advice for when it fails.</param>
    /// <exception cref="ArgumentException">There is no name or nothing to compute, or the tolerance is negative or no number.</exception>
    public static void Value<T>(string name, Func<T> value, double tolerance = DefaultTolerance, string? hint = null) =>
        CheckSession.Add(SeeValue(name, value, tolerance, hint));

    /// <summary>The answer to a question is a letter, large or small.</summary>
    public static void Letter(string name, Func<char> letter, string? hint = null) => CheckSession.Add(SeeLetter(name, letter, hint));

    /// <summary>The answer to a question is a number, and nothing else is asked: what ships of it does not tell it.</summary>
    /// <param name="name">What it is, in the student's words; unique within the notebook.</param>
    /// <param name="number">Gives it.</param>
    /// <param name="tolerance">As for <see cref="Value{T}"/>. With 0 a whole number is judged at once, by its hash; any other number is judged when the work is graded.</param>
    /// <param name="hint">Advice for when it fails.</param>
    public static void Number(string name, Func<double> number, double tolerance = 0, string? hint = null) => CheckSession.Add(SeeNumber(name, number, tolerance, hint));

    /// <summary>The condition must hold.</summary>
    public static void True(string name, Func<bool> condition, string? hint = null) => CheckSession.Add(SeeTrue(name, condition, hint));

    /// <summary>The number must not be below <paramref name="bound"/>.</summary>
    public static void AtLeast(string name, double bound, Func<double> value, string? hint = null) => CheckSession.Add(SeeAtLeast(name, bound, value, hint));

    /// <summary>The number must not be above <paramref name="bound"/>.</summary>
    public static void AtMost(string name, double bound, Func<double> value, string? hint = null) => CheckSession.Add(SeeAtMost(name, bound, value, hint));

    /// <summary>The code must throw a <typeparamref name="TException"/> or a type derived from it.</summary>
    public static void Throws<TException>(string name, Action code, string? hint = null) where TException : Exception =>
        CheckSession.Add(SeeThrows<TException>(name, code, hint));

    internal static Recording SeeValue<T>(string name, Func<T> value, double tolerance, string? hint) =>
        See("Check.Value", name, value, new(name, CheckKind.Value, Attempt.Finished, Tolerance: Argument.NotNegative("Check.Value", nameof(tolerance), tolerance), Hint: hint));

    internal static Recording SeeLetter(string name, Func<char> letter, string? hint)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return SeeValue(name, () => char.ToUpperInvariant(letter()), 0, hint) with { Veiled = true };
    }

    internal static Recording SeeNumber(string name, Func<double> number, double tolerance, string? hint) =>
        SeeValue(name, number, tolerance, hint) with { Veiled = true };

    internal static Recording SeeTrue(string name, Func<bool> condition, string? hint) =>
        See("Check.True", name, condition, new(name, CheckKind.True, Attempt.Finished, Hint: hint));

    internal static Recording SeeAtLeast(string name, double bound, Func<double> value, string? hint) =>
        See("Check.AtLeast", name, value, new(name, CheckKind.AtLeast, Attempt.Finished, Bound: Argument.Finite("Check.AtLeast", nameof(bound), bound), Hint: hint));

    internal static Recording SeeAtMost(string name, double bound, Func<double> value, string? hint) =>
        See("Check.AtMost", name, value, new(name, CheckKind.AtMost, Attempt.Finished, Bound: Argument.Finite("Check.AtMost", nameof(bound), bound), Hint: hint));

    internal static Recording SeeThrows<TException>(string name, Action code, string? hint) where TException : Exception
    {
        ArgumentNullException.ThrowIfNull(code);
        string? other = null;
        Recording recording = Run(new Recording(Named("Check.Throws", nameof(name), name), CheckKind.Throws, Attempt.Finished, Hint: hint), () =>
        {
            try { code(); }
            catch (TException) { return true; }
            catch (Exception thrown) when (Cause(thrown) is not NotImplementedException) { other = $"{Describe(thrown)}; {typeof(TException).Name} was expected"; }
            return false;
        });
        return recording with { Error = recording.Error ?? other };
    }

    /// <summary>What came out of the checks since the last report, to end a check cell with.</summary>
    /// <param name="exercise">The exercise that they belong to, "08.1".</param>
    public static CheckReport Report(string exercise) => CheckSession.Report(Named("Check.Report", nameof(exercise), exercise));

    private static Recording See<T>(string check, string name, Func<T> value, Recording recording)
    {
        Named(check, nameof(name), name);
        ArgumentNullException.ThrowIfNull(value);
        return Run(recording, () => value());
    }

    private static string Named(string check, string argument, string? name) =>
        string.IsNullOrWhiteSpace(name) ? throw new ArgumentException($"{check}: {argument} is empty, and must say in words what is meant", argument) : name;

    private static Recording Run(Recording recording, Func<object?> value)
    {
        try
        {
            return recording with { Value = RecordedValue.Of(value()) };
        }
        catch (Exception thrown) when (Cause(thrown) is NotImplementedException)
        {
            return recording with { Attempt = Attempt.NotAttempted };
        }
        catch (Exception thrown) when (thrown is not ThreadInterruptedException)
        {
            return recording with { Attempt = Attempt.Threw, Error = Describe(thrown) };
        }
    }

    private static string Describe(Exception thrown)
    {
        Exception cause = Cause(thrown);
        string text = $"{cause.GetType().Name}: {cause.Message}";
        return text.Length <= LongestError ? text : text[..LongestError] + "…";
    }

    /// <summary>The student's own exception, out of what tasks, reflection and static initialisers put around it.</summary>
    private static Exception Cause(Exception thrown) =>
        thrown is AggregateException { InnerExceptions: [Exception] } or TargetInvocationException or TypeInitializationException && thrown.InnerException is Exception inner
            ? Cause(inner)
            : thrown;
}
