namespace CourseLib.Data;

/// <summary>Finds and reads a data set that the course knows by name.</summary>
internal static class StandardDataset
{
    /// <exception cref="FileNotFoundException">The set, or its subset, is not on this machine; the message says how to get it.</exception>
    /// <exception cref="InvalidDataException">A file is damaged; the message names it.</exception>
    public static ImageDataset Load(string name, Split split, DataSource source)
    {
        if (!Enum.IsDefined(split)) throw new ArgumentException($"{name}: there is no split {split}; give Train or Test");
        if (!Enum.IsDefined(source)) throw new ArgumentException($"{name}: there is no source {source}; give Auto, Embedded or Full");
        bool full = source == DataSource.Full || (source == DataSource.Auto && DatasetFolder.WantsFull());
        string folder = full ? Full(name) : Embedded(name);
        DatasetManifest manifest = DatasetManifest.Read(folder);
        string part = split == Split.Train ? "train" : "test";
        string title = full ? $"{manifest.Title} ({part})" : $"{manifest.Title} (embedded subset, {part})";
        try
        {
            return RecordFile.Load(folder, manifest, split, title);
        }
        catch (InvalidDataException damage) when (full)
        {
            throw new InvalidDataException($"{damage.Message}; run: coursekit data get {name}", damage);
        }
    }

    private static string Full(string name)
    {
        string folder = DatasetFolder.Full(name);
        if (File.Exists(Path.Combine(folder, DatasetManifest.FileName))) return folder;
        throw new FileNotFoundException($"the full data set '{name}' is not in {folder}; run: coursekit data get {name}");
    }

    private static string Embedded(string name) =>
        DatasetFolder.Embedded(name) ?? throw new FileNotFoundException(
            $"the embedded subset of '{name}' was not found: no folder 'datasets/{name}' at or above {Directory.GetCurrentDirectory()}"
            + $"; run this inside the course's folder, or set {DatasetFolder.DatasetsVariable} to its 'datasets' folder");
}
