using CourseLib.Data;
using Spectre.Console;

namespace CourseKit.Datasets;

/// <summary>What <c>coursekit data verify</c> does.</summary>
internal static class DatasetCheck
{
    /// <summary>Checks the subsets and whole sets that are here; gives the exit code.</summary>
    public static int Run(IReadOnlyList<DatasetEntry> entries, IAnsiConsole console, TextWriter errors)
    {
        int checkedSets = 0, damagedSets = 0;
        foreach (DatasetEntry entry in entries)
        {
            if (DatasetFolder.Embedded(entry.Name) is { } subset)
                Report($"{entry.Name} (subset)", subset, DatasetVerifier.ProblemsOfSubset(entry, subset), "mend it from the course's package");
            if (Directory.Exists(entry.Folder))
                Report($"{entry.Name} (full)", entry.Folder, ProblemsOfFull(entry), $"mend it: coursekit data get {entry.Name}");
        }
        if (checkedSets == 0)
            throw new CourseKitException(
                $"there is nothing to check: {string.Join(", ", entries.Select(entry => entry.Name))} is not here; run: coursekit data get {entries[0].Name}");
        return damagedSets == 0 ? CourseKitException.Done : CourseKitException.WorkFailed;

        void Report(string what, string folder, IReadOnlyList<string> problems, string mend)
        {
            checkedSets++;
            if (problems.Count == 0)
            {
                console.WriteLine($"{what}: all files are as they should be, in {folder}");
                return;
            }
            damagedSets++;
            foreach (string problem in problems) errors.WriteLine($"coursekit: {problem}; {mend}");
        }
    }

    private static IReadOnlyList<string> ProblemsOfFull(DatasetEntry entry)
    {
        string path = Path.Combine(entry.Folder, DatasetManifest.FileName);
        if (!File.Exists(path))
        {
            int here = entry.Files.Count(file => File.Exists(Path.Combine(entry.Folder, file.Name)));
            return [$"{entry.Folder} was not fetched to the end: {here} of {entry.Files.Count} files are there"];
        }
        IReadOnlyList<string> problems = DatasetVerifier.ProblemsOfFull(entry, entry.Folder);
        if (problems.Count > 0) return problems;
        try
        {
            return DatasetManifest.Read(entry.Folder).Files.SequenceEqual(entry.Files) ? [] : [$"{path} lists other files than {entry.Title} has"];
        }
        catch (InvalidDataException damage)
        {
            return [damage.Message];
        }
    }
}
