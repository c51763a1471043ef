namespace CourseKit.Grading.Intake;

/// <summary>How much of a submission is looked at. A notebook with every picture of the course has a tenth of the largest file.</summary>
/// <param name="Files">Names in folders and archives.</param>
/// <param name="Bytes">All that is read or unpacked.</param>
internal sealed record IntakeLimits(int Files, long Bytes)
{
    public const int LargestFile = 64 << 20, DeepestFolder = 12, MostLayers = 2;

    /// <summary>What packs better than this is no homework: a small archive may hold this much, and a large one so many times its own size.</summary>
    public const long UnpackedAtLeast = 16 << 20, UnpackedTimes = 100;

    public static IntakeLimits Student { get; } = new(20_000, 256L << 20);

    /// <summary>For the one archive that holds a class, as a platform gives it to the instructor.</summary>
    public static IntakeLimits Class { get; } = new(200_000, 8L << 30);

    /// <summary>For a student's archive of this size.</summary>
    public static IntakeLimits Packed(long size) => Student with { Bytes = Math.Min(Student.Bytes, UnpackedAtLeast + UnpackedTimes * size) };
}

/// <summary>What is left of the limits while a submission is read.</summary>
internal sealed class IntakeBudget(IntakeLimits limits)
{
    private int files = limits.Files;
    private long bytes = limits.Bytes;

    public IntakeLimits Limits => limits;

    public int FilesLeft => files;

    public bool IsSpent => bytes < 0;

    /// <exception cref="InvalidDataException">There is more than anybody hands in.</exception>
    public void CountFile()
    {
        if (--files < 0) throw new InvalidDataException($"it holds more than {limits.Files} files; no more were looked at");
    }

    /// <exception cref="InvalidDataException">That was too much.</exception>
    public void Count(int count)
    {
        if ((bytes -= count) < 0) throw new InvalidDataException($"it holds more than {limits.Bytes >> 20} MB; no more was looked at");
    }

    /// <summary>Reads to the end, or as far as anybody's file goes.</summary>
    /// <exception cref="InvalidDataException">It is too large, by itself or with all that was read before.</exception>
    public byte[] ReadAll(Stream stream, long expected = 0)
    {
        using var read = new MemoryStream((int)Math.Clamp(expected, 0, 1 << 20));
        byte[] buffer = new byte[1 << 16];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            if (read.Length + count > IntakeLimits.LargestFile) throw new InvalidDataException($"it is larger than {IntakeLimits.LargestFile >> 20} MB");
            Count(count);
            read.Write(buffer, 0, count);
        }
        return read.ToArray();
    }
}
