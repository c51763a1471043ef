namespace CourseKit.Grading;

/// <summary>Something that an instructor should look at; it never changes points by itself.</summary>
/// <param name="Kind">One of the constants, to filter by.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Secret">It comes from the run with the hidden checks, of which students are told nothing but what passed.</param>
internal sealed record Flag(string Kind, string Message, bool Secret = false)
{
    public const string
        Missing = "missing", Unreadable = "unreadable", Several = "several", Unmatched = "unmatched", Duplicate = "duplicate", Doubtful = "doubtful",
        Reordered = "reordered", Changed = "changed", Tampering = "tampering", Forbidden = "forbidden", Reaching = "reaching", Taken = "name taken", Died = "died", TimeOut = "time-out",
        NotGraded = "not graded", Time = "time", Late = "late";

    /// <summary>What a student can mend; what an instructor looks into is not announced.</summary>
    public bool IsForStudents() => !Secret && Kind is Missing or Unreadable or Forbidden or TimeOut or Died or Changed or Duplicate or Reaching or Taken;
}
