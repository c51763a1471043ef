using System.Text.Json.Serialization;

namespace CourseLib.Checks;

/// <summary>What a check asks of the value it names.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckKind>))]
public enum CheckKind
{
    /// <summary>Equal to the solution's value, within a tolerance.</summary>
    Value,
    /// <summary>An exception of a stated type.</summary>
    Throws,
    /// <summary>A number not below a stated bound.</summary>
    AtLeast,
    /// <summary>A number not above a stated bound.</summary>
    AtMost,
    /// <summary>A condition that holds.</summary>
    True,
}

/// <summary>How far the student's code came.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Attempt>))]
public enum Attempt
{
    /// <summary>It gave a value.</summary>
    Finished,
    /// <summary>It is still the stub (it threw <see cref="NotImplementedException"/>).</summary>
    NotAttempted,
    /// <summary>It threw something else.</summary>
    Threw,
}

/// <summary>What one check saw. It never holds an expected value or a verdict.</summary>
/// <param name="Name">Unique within the notebook.</param>
/// <param name="Kind">What is asked of the value.</param>
/// <param name="Attempt">How far the code came.</param>
/// <param name="Value">The value, when the code finished.</param>
/// <param name="Error">Type and message of the exception, when it threw.</param>
/// <param name="Tolerance">|actual − expected| may be up to tolerance·(1 + |expected|); for <see cref="CheckKind.Value"/>.</param>
/// <param name="Bound">For <see cref="CheckKind.AtLeast"/> and <see cref="CheckKind.AtMost"/>.</param>
/// <param name="Hint">The author's advice when the check fails and nothing more exact is known; may have stages (<see cref="HintStages"/>).</param>
/// <param name="Veiled">True for the answer to a question, of which students get no more than a hash.</param>
public sealed record Recording(
    string Name,
    CheckKind Kind,
    Attempt Attempt,
    RecordedValue? Value = null,
    string? Error = null,
    double Tolerance = Check.DefaultTolerance,
    double? Bound = null,
    string? Hint = null,
    bool? Veiled = null)
{
    /// <summary>What there is to compare: the value, or the exception as a value of type "error"; null when nothing was attempted.</summary>
    internal RecordedValue? Seen() => Attempt == Attempt.Threw ? new RecordedValue("error", [], [], Error ?? "") : Value;
}
