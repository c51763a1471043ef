using System.Globalization;

namespace CourseLib.Checks;

/// <summary>How a check came out.</summary>
public enum Outcome
{
    /// <summary>As asked.</summary>
    Passed,
    /// <summary>The stub is still there, or the check never ran.</summary>
    NotAttempted,
    /// <summary>Something else came out.</summary>
    Failed,
    /// <summary>A value came out, and nothing is at hand to compare it with.</summary>
    Recorded,
}

/// <summary>A recording held against an expectation.</summary>
/// <param name="Name">The check's name.</param>
/// <param name="Outcome">How it came out.</param>
/// <param name="Reason">One sentence when it failed, without the expected value.</param>
/// <param name="Hint">Advice: the one written for the mistake when it is recognised, else the check's own.</param>
/// <param name="Mistake">The id of the recognised mistake.</param>
public sealed record Verdict(string Name, Outcome Outcome, string? Reason = null, string? Hint = null, string? Mistake = null)
{
    /// <summary>Judges <paramref name="actual"/>, or its absence. Tolerance, bound and kind are the expectation's, never the recording's own.</summary>
    public static Verdict Of(Expectation expectation, Recording? actual) => Diagnosis.Of([(expectation, actual)])[0];

    /// <summary>The outcome and its reason, with the check's own hint; mistakes are not looked for.</summary>
    internal static Verdict Bare(Recording expected, Recording? actual)
    {
        Verdict Failed(string? reason) => new(expected.Name, Outcome.Failed, reason, expected.Hint);

        if (actual is null) return new(expected.Name, Outcome.NotAttempted, "the check did not run");
        if (actual.Attempt == Attempt.NotAttempted) return new(expected.Name, Outcome.NotAttempted);
        if (actual.Attempt == Attempt.Threw) return Failed(actual.Error);
        if (actual.Value is null || expected.Value is null) return Failed("no value came out");

        string? reason = expected.Kind switch
        {
            CheckKind.Value => Comparison.Difference(expected.Value, actual.Value, expected.Tolerance),
            CheckKind.Throws => IsTrue(actual) ? null : actual.Error ?? "no exception was thrown",
            CheckKind.True => IsTrue(actual) ? null : "this does not hold",
            CheckKind.AtLeast => Number(actual) >= expected.Bound ? null : Invariant($"{Number(actual):G4} is below {expected.Bound:G4}"),
            CheckKind.AtMost => Number(actual) <= expected.Bound ? null : Invariant($"{Number(actual):G4} is above {expected.Bound:G4}"),
            _ => throw new InvalidOperationException($"no rule for {expected.Kind}"),
        };
        return reason is null ? new(expected.Name, Outcome.Passed) : Failed(reason);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static bool IsTrue(Recording recording) => recording.Value is { Type: "boolean", Numbers: [1] };

    private static double Number(Recording recording) => recording.Value is { Numbers: [double number] } ? number : double.NaN;
}
