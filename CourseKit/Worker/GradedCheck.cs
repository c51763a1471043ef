using System.ComponentModel;
using CourseLib.Checks;

namespace CourseKit.Worker;

/// <summary>
/// What <see cref="Check"/> means in the course's own cells where a worker records for a judge. A student's cell cannot call it
/// (<see cref="Confinement"/>), and what a student's cell says to <see cref="Check"/> is told as a stray, so nobody but a check makes a recording.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GradedCheck
{
    /// <summary>Takes what the checks of the course's cells see. Set by the worker.</summary>
    internal static Action<Recording> Recorder { get; set; } = _ => { };

    /// <inheritdoc cref="Check.Begin"/>
    public static void Begin(string notebook) => Check.Begin(notebook);

    /// <inheritdoc cref="Check.Value{T}"/>
    public static void Value<T>(string name, Func<T> value, double tolerance = Check.DefaultTolerance, string? hint = null) =>
        Recorder(Check.SeeValue(name, value, tolerance, hint));

    /// <inheritdoc cref="Check.Letter"/>
    public static void Letter(string name, Func<char> letter, string? hint = null) => Recorder(Check.SeeLetter(name, letter, hint));

    /// <inheritdoc cref="Check.Number"/>
    public static void Number(string name, Func<double> number, double tolerance = 0, string? hint = null) =>
        Recorder(Check.SeeNumber(name, number, tolerance, hint));

    /// <inheritdoc cref="Check.True"/>
    public static void True(string name, Func<bool> condition, string? hint = null) => Recorder(Check.SeeTrue(name, condition, hint));

    /// <inheritdoc cref="Check.AtLeast"/>
    public static void AtLeast(string name, double bound, Func<double> value, string? hint = null) =>
        Recorder(Check.SeeAtLeast(name, bound, value, hint));

    /// <inheritdoc cref="Check.AtMost"/>
    public static void AtMost(string name, double bound, Func<double> value, string? hint = null) => Recorder(Check.SeeAtMost(name, bound, value, hint));

    /// <inheritdoc cref="Check.Throws{TException}"/>
    public static void Throws<TException>(string name, Action code, string? hint = null) where TException : Exception =>
        Recorder(Check.SeeThrows<TException>(name, code, hint));

    /// <summary>Nothing: what came out is told by the judge.</summary>
    public static CheckReport Report(string exercise) => Check.Report(exercise);
}
