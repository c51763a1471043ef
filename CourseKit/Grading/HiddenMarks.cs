using CourseKit.Notebooks;
using CourseKit.Worker;
using CourseLib.Checks;

namespace CourseKit.Grading;

/// <summary>
/// Finds which checks of a cell are hidden by running it: recordings made between BEGIN and END HIDDEN TESTS are, however the names
/// of the checks come about.
/// </summary>
internal static class HiddenMarks
{
    /// <summary>The cell's text, recording where its hidden regions begin and end.</summary>
    public static string Insert(CourseCell cell)
    {
        string[] lines = cell.Source.Split('\n');
        foreach (MarkedRegion region in MarkedRegion.Find(cell.Source, MarkedRegion.HiddenTests, (_, message) => new CourseKitException($"cell '{cell.Id}': {message}")))
        {
            lines[region.First] = Record("\\u0001hidden") + " " + lines[region.First];
            // A cell may end, inside the region, in an expression without a semicolon.
            lines[region.Last] += "\n;" + Record("\\u0001visible");
        }
        return string.Join('\n', lines);
    }

    /// <summary>The recordings without the marks, and which of them are hidden.</summary>
    public static IReadOnlyList<(Recording Recording, bool Hidden)> Sort(IEnumerable<Recording> recordings)
    {
        var sorted = new List<(Recording, bool)>();
        bool hidden = false;
        foreach (Recording recording in recordings)
            if (HiddenRegion.Of(recording) is bool begins) hidden = begins;
            else sorted.Add((recording, hidden));
        return sorted;
    }

    private static string Record(string name) => $"global::CourseKit.Worker.GradedCheck.True(\"{name}\", () => true);";
}
