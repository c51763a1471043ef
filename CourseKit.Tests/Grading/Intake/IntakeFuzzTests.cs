using System.Globalization;
using System.Text;
using CourseKit.Grading;
using CourseKit.Grading.Intake;

namespace CourseKit.Tests.Grading.Intake;

/// <summary>
/// Whatever the bytes are, reading them ends in a result or in a <see cref="CourseKitException"/>, and what is said of them stays short. The same
/// cases for the same seed; COURSEKIT_FUZZ multiplies their number.
/// </summary>
public sealed class IntakeFuzzTests
{
    private const int Seed = 20261130, LongestSaid = 20_000;

    private static int Times => int.TryParse(Environment.GetEnvironmentVariable("COURSEKIT_FUZZ"), CultureInfo.InvariantCulture, out int times) ? Math.Max(1, times) : 1;

    private static readonly string[] Zones = ["UTC", "CET", "PST", "CST", "Europe/Berlin", "+01:00", "-9999", "Z", "", "../x", "\0", "Etc/GMT+5", "(CET)"];

    [Fact]
    public void Archives_of_all_kinds_are_read_or_named()
    {
        byte[] zip = SubmissionsOnDisk.Zip(("hw/a.ipynb", Encoding.UTF8.GetBytes(SubmissionsOnDisk.Stub)), ("timestamp.txt", "2026-11-20 18:04:00 UTC"u8.ToArray()), ("inner.zip", SubmissionsOnDisk.Zip("b.ipynb", "{}")));
        byte[] tar = SubmissionsOnDisk.Tar("hw/a.ipynb", SubmissionsOnDisk.Stub), gzip = SubmissionsOnDisk.GZip(tar);
        Try(6000, (random, i) =>
        {
            byte[] bytes = Mutated(random, (i % 3) switch { 0 => zip, 1 => tar, _ => gzip });
            var reader = new SubmissionReader(StoredBytes.InMemory, IntakeLimits.Student);
            reader.Add("work" + (i % 5 == 0 ? ".zip" : ""), DateTimeOffset.UnixEpoch, new MemoryStream(bytes), bytes.Length, 0);
            foreach (SubmittedFile file in reader.Files.Where(file => file.IsNotebook)) ReadNotebook(file);
            return string.Join('\n', reader.Flags.Concat(reader.Files.Where(file => file.IsNotebook).SelectMany(file => TimeStamps.Stamped(file, reader.Files, null, i % 2 == 0).Flags)).Select(flag => flag.Message));
        });
    }

    [Fact]
    public void Notebooks_are_read_or_refused_in_one_line()
    {
        byte[] text = Encoding.UTF8.GetBytes(SubmissionsOnDisk.Stub), wide = Encoding.Unicode.GetBytes(SubmissionsOnDisk.Stub);
        Try(6000, (random, i) =>
        {
            var flags = new List<Flag>();
            try { SubmittedFile.Parse(Mutated(random, i % 8 == 0 ? wide : text), "a.ipynb", flags); }
            catch (CourseKitException refusal) { return refusal.Message; }
            return string.Join('\n', flags.Select(flag => flag.Message));
        });
    }

    [Fact]
    public void Times_are_told_or_doubted() => Try(40_000, (random, i) =>
    {
        string text = $"{random.Next(-1, 12000)}-{random.Next(0, 14):00}-{random.Next(0, 33):00}{(i % 2 == 0 ? " " : "T")}{random.Next(0, 26):00}:{random.Next(0, 62):00}:{random.Next(0, 62):00}{(i % 3 == 0 ? "." + random.Next() : "")} {Zones[random.Next(Zones.Length)]}";
        HandInTime time = HandInTime.Parse(i % 4 == 0 ? Encoding.UTF8.GetString(Mutated(random, Encoding.UTF8.GetBytes(text))) : text);
        Assert.True(time.Time is not null || time.Doubt is not null);
        return time.Doubt ?? "";
    });

    [Fact]
    public void Names_of_all_kinds_give_each_entry_to_somebody()
    {
        string[] shapes = ["Ada Quill_657712_assignsubmission_file_", "quillada_LATE_11001_900001_a.ipynb", "1-2 - Ada - Nov 20, 2026 604 PM", "HW_ada_attempt_2026-11-20-18-04-05_a.ipynb", "submission_12", "hw-1-ada", "ada", "submission_metadata.yml", "Jose\u0301"];
        Try(20_000, (random, i) =>
        {
            string shape = shapes[i % shapes.Length];
            HandedInEntry[] entries = [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ =>
            {
                string name = random.Next(2) == 0 ? shape : shapes[random.Next(shapes.Length)];
                if (random.Next(2) == 0) name = Encoding.UTF8.GetString(Mutated(random, Encoding.UTF8.GetBytes(name)));
                SubmittedFile file = new(name, DateTimeOffset.UnixEpoch, FileKind.Notebook, StoredBytes.InMemory(Mutated(random, "submission_12:\n  :submitters:\n  - :name: A\n    :sid: 1\n"u8.ToArray())));
                return new HandedInEntry(name, random.Next(2) == 0, [file], []) { HasRepository = random.Next(2) == 0 };
            })];
            IReadOnlyList<StudentWork> works = StudentWork.Of(entries);
            Assert.Equal(works.Count, works.Select(work => work.Student).Distinct().Count());
            return string.Join('\n', works.SelectMany(work => work.Flags).Select(flag => flag.Message));
        });
    }

    [Fact]
    public void Class_lists_are_read_or_refused()
    {
        byte[] list = Encoding.UTF8.GetBytes("id,last_name,first_name,email\njm,\"Müßig, von\",Jürgen,j@x.org\nec;Côté;Éloïse;e@x.org\n");
        string path = Path.GetTempFileName();
        try
        {
            Try(1500, (random, i) =>
            {
                File.WriteAllBytes(path, Mutated(random, list));
                try { Roster.Read(path).Find("jm", ["x", "\0"]); }
                catch (CourseKitException refusal) { return refusal.Message; }
                return "";
            });
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Try(int count, Func<Random, int, string> action)
    {
        for (int i = 0; i < count * Times; i++)
            try
            {
                string said = action(new Random(unchecked((Seed * 397) ^ (i * 7919))), i);
                Assert.True(said.Length <= LongestSaid, $"{said.Length} characters are said");
            }
            catch (Exception cause)
            {
                throw new InvalidOperationException($"case {i} of seed {Seed}: {cause.GetType().Name}: {cause.Message}", cause);
            }
    }

    private static void ReadNotebook(SubmittedFile file)
    {
        try { SubmittedFile.Parse(file.Read(), file.Name); }
        catch (CourseKitException) { }
        catch (InvalidDataException) { }
    }

    private static byte[] Mutated(Random random, byte[] original)
    {
        var bytes = new List<byte>(original);
        for (int n = random.Next(1, 6); n > 0 && bytes.Count > 0; n--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at))); break;
                case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                case 5: bytes[at] = (byte)"{}[]\",:_-./\\\0"[random.Next(13)]; break;
                default: bytes[at] = random.Next(2) == 0 ? (byte)0xFF : (byte)0; break;
            }
        }
        return [.. bytes];
    }
}
