using System.Runtime.CompilerServices;

namespace CourseLib.Tests.Refusals;

/// <summary>A call with an impossible argument, and what its message must say: the argument, the value found, the rule.</summary>
public sealed record Refusal(Action Attempt, string[] Words, [CallerArgumentExpression(nameof(Attempt))] string Call = "");
