namespace CourseLib.Checks;

/// <summary>A hint in stages, <c>"Which axis is the batch? || Sum over axis 0."</c>: first a question, last nearly the answer.</summary>
public static class HintStages
{
    private const string Between = " || ";

    /// <summary>What is told when the check has failed for the <paramref name="time"/>th time, counted from 1; the last stage stays.</summary>
    public static string At(string hint, int time)
    {
        string[] stages = hint.Split(Between);
        return stages[Math.Clamp(time, 1, stages.Length) - 1];
    }

    /// <summary>All stages in one text, for work that is not tried again.</summary>
    public static string Whole(string hint) => hint.Replace(Between, " ", StringComparison.Ordinal);
}
