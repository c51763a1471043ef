using CourseLib.Data;

namespace CourseKit.Datasets;

/// <summary>Cuts the subset that ships with the course: the first N images of every class, in the order of the whole set.</summary>
internal static class DatasetSubset
{
    public static DatasetManifest Cut(DatasetEntry entry, SplitSizes perClass, string folder)
    {
        Directory.CreateDirectory(folder);
        DatasetFile[] files = [CutPart(entry, Split.Train, perClass.Train, folder, "train.bin"), CutPart(entry, Split.Test, perClass.Test, folder, "test.bin")];
        DatasetManifest manifest = entry.Manifest(
            $"The first {perClass.Train} training and {perClass.Test} test images of every class, in the order of the whole set (coursekit data subset).", files);
        AtomicFile.Write(Path.Combine(folder, DatasetManifest.FileName), manifest.ToJson());
        return manifest;
    }

    private static DatasetFile CutPart(DatasetEntry entry, Split split, int perClass, string folder, string name)
    {
        ImageDataset whole = Whole(entry, split);
        if (perClass > whole.ClassCounts().Min())
            throw new CourseKitException(
                $"{entry.Title} has only {whole.ClassCounts().Min()} images of a class in its {(split == Split.Train ? "training" : "test")} part;"
                    + $" {perClass} were asked for",
                CourseKitException.WrongUsage);
        ImageDataset part = whole.FirstOfEachClass(perClass);
        using var file = new PendingFile(Path.Combine(folder, name));
        for (int image = 0; image < part.Count; image++)
        {
            file.Write([(byte)part.Label(image)]);
            file.Write(part.Pixels(image));
        }
        var described = new DatasetFile(name, split, part.Count, file.Sha256());
        file.Commit();
        return described;
    }

    private static ImageDataset Whole(DatasetEntry entry, Split split)
    {
        try
        {
            return StandardDataset.Load(entry.Name, split, DataSource.Full);
        }
        catch (Exception failure) when (failure is FileNotFoundException or InvalidDataException)
        {
            throw new CourseKitException(failure.Message, CourseKitException.WorkFailed, failure);
        }
    }
}
