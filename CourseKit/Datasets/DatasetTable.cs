using System.Globalization;
using CourseLib.Data;
using Spectre.Console;

namespace CourseKit.Datasets;

/// <summary>What <c>coursekit data list</c> shows: one row for the subset that ships, one for the whole set.</summary>
internal static class DatasetTable
{
    public static Table Of(IEnumerable<DatasetEntry> entries)
    {
        Table table = new Table { Border = TableBorder.Simple }
            .AddColumn("name").AddColumn("part").AddColumn(new TableColumn("images").RightAligned()).AddColumn(new TableColumn("size").RightAligned())
            .AddColumn("state").AddColumn("where");
        foreach (DatasetEntry entry in entries)
        {
            AddSubset(table, entry);
            AddFull(table, entry);
        }
        return table;
    }

    private static void AddSubset(Table table, DatasetEntry entry)
    {
        if (DatasetFolder.Embedded(entry.Name) is not { } folder)
        {
            Add(table, entry, "subset", null, 0, "not here: run inside the course's folder", "–");
            return;
        }
        try
        {
            DatasetManifest manifest = DatasetManifest.Read(folder);
            Add(table, entry, "subset", manifest, manifest.RecordSize, State(folder, manifest), folder);
        }
        catch (InvalidDataException damage)
        {
            Add(table, entry, "subset", null, 0, damage.Message, folder);
        }
    }

    private static void AddFull(Table table, DatasetEntry entry)
    {
        string folder = entry.Folder;
        DatasetManifest whole = entry.Manifest();
        bool complete = File.Exists(Path.Combine(folder, DatasetManifest.FileName));
        string state = complete ? State(folder, whole)
            : Directory.Exists(folder) ? $"incomplete: coursekit data get {entry.Name}"
            : $"not fetched: coursekit data get {entry.Name}";
        Add(table, entry, "full", whole, entry.RecordSize, state, folder);
    }

    private static string State(string folder, DatasetManifest manifest) =>
        manifest.Files.Select(file => DatasetVerifier.SizeProblemOf(folder, file, (long)file.Images * manifest.RecordSize)).OfType<string>().FirstOrDefault() ?? "ready";

    private static void Add(Table table, DatasetEntry entry, string part, DatasetManifest? manifest, int recordSize, string state, string where)
    {
        int images = manifest?.Files.Sum(file => file.Images) ?? 0;
        table.AddRow(
            entry.Name,
            part,
            manifest is null ? "–" : images.ToString("N0", CultureInfo.InvariantCulture),
            manifest is null ? "–" : ByteCount.Text((long)images * recordSize),
            Markup.Escape(state),
            Markup.Escape(where));
    }
}
