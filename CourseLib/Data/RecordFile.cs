namespace CourseLib.Data;

/// <summary>Reads files of records (label byte, then pixel bytes) into a data set, and refuses what is not one.</summary>
internal static class RecordFile
{
    /// <summary>The files of one split, one after the other.</summary>
    /// <exception cref="InvalidDataException">A file is missing, has another size, or a label names no class; the message names the file.</exception>
    public static ImageDataset Load(string folder, DatasetManifest manifest, Split split, string name)
    {
        DatasetFile[] files = [.. manifest.Files.Where(file => file.Split == split)];
        int imageSize = manifest.RecordSize - 1;
        int count = files.Sum(file => file.Images);
        byte[] pixels = new byte[checked(count * imageSize)];
        int[] labels = new int[count];
        int first = 0;
        foreach (DatasetFile file in files)
        {
            Read(
                Path.Combine(folder, file.Name),
                manifest.Classes.Count,
                pixels.AsSpan(first * imageSize, file.Images * imageSize),
                labels.AsSpan(first, file.Images));
            first += file.Images;
        }
        return new ImageDataset(name, manifest.Classes, manifest.ImageShape, pixels, labels);
    }

    private static void Read(string path, int classes, Span<byte> pixels, Span<int> labels)
    {
        if (!File.Exists(path)) throw new InvalidDataException($"{path} is missing");
        int imageSize = labels.Length == 0 ? 0 : pixels.Length / labels.Length;
        long wanted = (long)labels.Length * (1 + imageSize);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 20, FileOptions.SequentialScan);
        if (file.Length != wanted)
            throw new InvalidDataException(
                $"{path} has {file.Length} bytes; wanted {wanted}: {labels.Length} records of 1 label and {imageSize} pixel bytes");
        for (int record = 0; record < labels.Length; record++)
        {
            int label = file.ReadByte();
            if (label >= classes)
                throw new InvalidDataException($"{path}: record {record} has label {label}; wanted 0 to {classes - 1}");
            labels[record] = label;
            file.ReadExactly(pixels.Slice(record * imageSize, imageSize));
        }
    }
}
