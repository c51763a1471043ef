using System.Buffers.Binary;
using System.IO.Compression;
using CourseLib.Data;

namespace CourseKit.Datasets;

/// <summary>
/// Turns MNIST's four gzipped IDX files into record files. An IDX file is two zero bytes, the element type (8: bytes), the number of axes,
/// the size of each axis (big-endian), then the elements.
/// </summary>
internal static class IdxFiles
{
    private const int Bytes = 0x08;

    /// <summary>The images of one part of the set, and their labels.</summary>
    public static (string Images, string Labels) Of(Split split) => split == Split.Train
        ? ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")
        : ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");

    /// <summary>Stores the files that <paramref name="job"/> misses, from the IDX files in <paramref name="folder"/>.</summary>
    /// <exception cref="InvalidDataException">A file is damaged or not the one that is meant; the message names it.</exception>
    public static void Decode(FetchJob job, string folder, CancellationToken cancellation)
    {
        foreach (DatasetFile file in job.Missing.ToArray())
        {
            (string imageName, string labelName) = Of(file.Split);
            using Stream images = Open(folder, imageName), labels = Open(folder, labelName);
            job.Progress.Begin($"decoding {file.Name}", job.Entry.SizeOf(file));
            job.Store(file.Name, target =>
            {
                ReadHeader(images, imageName, [file.Images, .. job.Entry.ImageShape.Skip(1)]);
                ReadHeader(labels, labelName, [file.Images]);
                byte[] record = new byte[job.Entry.RecordSize];
                for (int image = 0; image < file.Images; image++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Fill(labels, labelName, record.AsSpan(0, 1));
                    Fill(images, imageName, record.AsSpan(1));
                    target.Write(record);
                    if (image % 1000 == 999 || image == file.Images - 1) job.Progress.Reach((image + 1L) * record.Length);
                }
            });
        }
    }

    private static GZipStream Open(string folder, string name) => new(File.OpenRead(Path.Combine(folder, name)), CompressionMode.Decompress);

    private static void ReadHeader(Stream file, string name, IReadOnlyList<int> shape)
    {
        byte[] header = new byte[4 + 4 * shape.Count];
        Fill(file, name, header);
        if (header[0] != 0 || header[1] != 0 || header[2] != Bytes || header[3] != shape.Count)
            throw new InvalidDataException($"{name} is not an IDX file of bytes with {shape.Count} axes");
        int[] found = [.. Enumerable.Range(1, shape.Count).Select(axis => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 * axis)))];
        if (!found.SequenceEqual(shape))
            throw new InvalidDataException($"{name} has the shape [{string.Join(", ", found)}]; wanted [{string.Join(", ", shape)}]");
    }

    private static void Fill(Stream file, string name, Span<byte> target)
    {
        try
        {
            if (file.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length) throw new InvalidDataException($"{name} is cut off");
        }
        catch (InvalidDataException damage) when (!damage.Message.StartsWith(name, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{name} cannot be decompressed: {damage.Message}", damage);
        }
    }
}
