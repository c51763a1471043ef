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
    public static Verdict Of(Expectation expectation, Recording? actual)
    {
        Recording expected = expectation.Recording;
        if (actual is null) return new(expected.Name, Outcome.NotAttempted, "the check did not run");
        switch (actual.Attempt)
        {
            case Attempt.NotAttempted: return new(expected.Name, Outcome.NotAttempted);
            case Attempt.Threw when expected.Attempt != Attempt.Threw: return new(expected.Name, Outcome.Failed, actual.Error, expected.Hint);
        }
        if (actual.Value is null || expected.Value is null)
            return actual.Value is null && expected.Value is null
                ? new(expected.Name, Outcome.Passed)
                : new(expected.Name, Outcome.Failed, "no value came out", expected.Hint);

        string? reason = expected.Kind switch
        {
            CheckKind.Value => Comparison.Difference(expected.Value, actual.Value, expected.Tolerance),
            CheckKind.Throws => IsTrue(actual) ? null : actual.Error ?? "no exception was thrown",
            CheckKind.True => IsTrue(actual) ? null : "this does not hold",
            CheckKind.AtLeast => Number(actual) >= expected.Bound ? null : $"{Number(actual):G4} is below {expected.Bound:G4}",
            CheckKind.AtMost => Number(actual) <= expected.Bound ? null : $"{Number(actual):G4} is above {expected.Bound:G4}",
            _ => throw new InvalidOperationException($"no rule for {expected.Kind}"),
        };
        if (reason is null) return new(expected.Name, Outcome.Passed);
        Mistake? mistake = expectation.Mistakes.FirstOrDefault(known => Comparison.Difference(known.Value, actual.Value, expected.Tolerance) is null);
        return new(expected.Name, Outcome.Failed, reason, mistake?.Hint ?? expected.Hint, mistake?.Id);
    }

    private static bool IsTrue(Recording recording) => recording.Value is { Type: "boolean", Numbers: [1] };

    private static double Number(Recording recording) => recording.Value is { Numbers: [double number] } ? number : double.NaN;
}
