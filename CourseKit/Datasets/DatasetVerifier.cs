using System.Globalization;
using CourseLib.Data;

namespace CourseKit.Datasets;

/// <summary>Holds what lies in a folder against what must lie there. A problem is one line that names the file.</summary>
internal static class DatasetVerifier
{
    /// <summary>How a file differs from what it must be, or null when it does not.</summary>
    public static string? ProblemOf(string folder, DatasetFile file, long size)
    {
        string path = Path.Combine(folder, file.Name);
        if (SizeProblemOf(folder, file, size) is { } problem) return problem;
        string found = FileDigest.Sha256(path);
        return found == file.Sha256 ? null : $"{path} is damaged: SHA-256 {found[..12]}…, wanted {file.Sha256[..12]}…";
    }

    /// <summary>As <see cref="ProblemOf"/>, but without reading the file.</summary>
    public static string? SizeProblemOf(string folder, DatasetFile file, long size)
    {
        var found = new FileInfo(Path.Combine(folder, file.Name));
        if (!found.Exists) return $"{found.FullName} is missing";
        return found.Length == size ? null : $"{found.FullName} has {found.Length} bytes, wanted {size}";
    }

    /// <summary>All problems of the whole set: digests, then (when those are right) class counts and channel statistics.</summary>
    public static IReadOnlyList<string> ProblemsOfFull(DatasetEntry entry, string folder)
    {
        string[] damaged = [.. entry.Files.Select(file => ProblemOf(folder, file, entry.SizeOf(file))).OfType<string>()];
        return damaged.Length > 0 ? damaged : ContentProblems(entry, folder);
    }

    /// <summary>All problems of a subset that ships: its manifest, digests, class counts.</summary>
    public static IReadOnlyList<string> ProblemsOfSubset(DatasetEntry entry, string folder)
    {
        DatasetManifest manifest;
        try
        {
            manifest = DatasetManifest.Read(folder);
        }
        catch (InvalidDataException damage)
        {
            return [damage.Message];
        }
        if (manifest.Name != entry.Name || !manifest.ImageShape.SequenceEqual(entry.ImageShape) || !manifest.Classes.SequenceEqual(entry.Classes))
            return [$"{Path.Combine(folder, DatasetManifest.FileName)} does not describe {entry.Title}"];
        string[] damaged = [.. manifest.Files.Select(file => ProblemOf(folder, file, (long)file.Images * manifest.RecordSize)).OfType<string>()];
        if (damaged.Length > 0) return damaged;
        var problems = new List<string>();
        foreach (Split split in Enum.GetValues<Split>())
            Read(entry, folder, manifest, split, problems, counts =>
                counts.Distinct().Count() == 1 ? null : $"the classes of the {Part(split)} part have {string.Join(", ", counts)} images; wanted equally many");
        return problems;
    }

    /// <summary>Class counts of both parts, and channel statistics of the training part.</summary>
    public static IReadOnlyList<string> ContentProblems(DatasetEntry entry, string folder)
    {
        var problems = new List<string>();
        foreach (Split split in Enum.GetValues<Split>())
        {
            ImageDataset? dataset = Read(entry, folder, entry.Manifest(), split, problems, counts =>
                counts.All(count => count == entry.PerClass.Of(split))
                    ? null
                    : $"the classes of the {Part(split)} part have {string.Join(", ", counts)} images; wanted {entry.PerClass.Of(split)} each");
            if (split != Split.Train || dataset is null) continue;
            PixelStatistics found = PixelStatistics.Of(dataset);
            Compare("means", found.Mean(), entry.Mean);
            Compare("standard deviations", found.Std(), entry.Std);
        }
        return problems;

        void Compare(string what, double[] found, IReadOnlyList<double> wanted)
        {
            if (found.Zip(wanted).Any(pair => Math.Abs(pair.First - pair.Second) > 0.5e-5 + 1e-12))
                problems.Add($"{folder}: the channel {what} are {Five(found)}; wanted {Five(wanted)}");
        }
    }

    private static ImageDataset? Read(
        DatasetEntry entry, string folder, DatasetManifest manifest, Split split, List<string> problems, Func<int[], string?> judge)
    {
        try
        {
            ImageDataset dataset = RecordFile.Load(folder, manifest, split, entry.Title);
            if (judge(dataset.ClassCounts()) is { } problem) problems.Add($"{folder}: {problem}");
            return dataset;
        }
        catch (InvalidDataException damage)
        {
            problems.Add(damage.Message);
            return null;
        }
    }

    private static string Part(Split split) => split == Split.Train ? "training" : "test";

    private static string Five(IEnumerable<double> values) => string.Join(", ", values.Select(value => value.ToString("F5", CultureInfo.InvariantCulture)));
}
