using CourseLib.Checks;

namespace CourseKit.Worker;

/// <summary>The names of the recordings that tell where the hidden checks of a cell begin and end.</summary>
internal static class HiddenRegion
{
    // No author writes a control character into the name of a check.
    public const string Begin = "\u0001hidden", End = "\u0001visible";

    /// <summary>True where hidden checks begin, false where they end, null for a check.</summary>
    public static bool? Of(Recording recording) => recording.Name switch { Begin => true, End => false, _ => null };
}
