using System.Globalization;
using System.Text;
using CourseKit.Commands;
using CourseKit.Grading;
using CourseKit.Grading.Intake;

namespace CourseKit.Tests.Grading.Intake;

/// <summary>A class of thirty in each platform's layout, from the folder that is downloaded to the table that is uploaded: every student's points arrive in their own row.</summary>
public sealed class PlatformsTests : IDisposable
{
    private const string Notebook = "01-sums.ipynb";

    private readonly SubmissionsOnDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Theory]
    [InlineData("folders")]
    [InlineData("flat")]
    [InlineData("blind")]
    [InlineData("zip in the folder")]
    [InlineData("a folder in the folder")]
    public void Moodle(string form)
    {
        var files = new List<(string Name, byte[] Bytes)>();
        foreach (MadeUpStudent student in ClassOfThirty.All)
        {
            string person = (form == "blind" ? "Participant" : student.Name) + $"_{student.Number}_assignsubmission_";
            files.Add((form == "flat" ? $"{person}file_{Notebook}" : $"{person}file_/{Notebook}", Score(student)));
            if (form == "folders") files.Add(($"{person}onlinetext_/onlinetext.html", "<p>see the file</p>"u8.ToArray()));
        }
        Put(files, form);
        ArrivesInTheWorksheet(form == "blind" ? null : "Ada Quill");
    }

    [Fact]
    public void Moodles_own_words_in_a_students_file_name_make_nobody_else()
    {
        disk.With("Mal_7_assignsubmission_file_Ada Quill_8_assignsubmission_file_" + Notebook, "1").With("Ada Quill_8_assignsubmission_file_" + Notebook, "2");
        IReadOnlyList<StudentWork> works = disk.Read();
        Assert.Equal(["Ada Quill", "Mal"], works.Select(work => work.Student));
        Assert.All(works, work => Assert.Single(work.Notebooks));
    }

    [Theory]
    [InlineData("flat")]
    [InlineData("zip in the folder")]
    public void Canvas(string form)
    {
        MadeUpStudent[] all = [.. ClassOfThirty.All];
        Put([.. all.Select((student, i) => ($"{student.Squeezed}{(i % 7 == 3 ? "_LATE" : "")}_{student.Number}_{900_000 + i}_{(i % 5 == 2 ? "01-sums-1.ipynb" : Notebook)}", Score(student)))], form);
        IReadOnlyList<StudentWork> works = disk.Read();
        Assert.Equal(all.Length, works.Count);
        Assert.Equal(all.Where((_, i) => i % 7 == 3).Count(), works.Count(work => work.Flags.Any(flag => flag.Kind == Flag.Late)));
        string[][] rows = Export("canvas", works, "Student,ID,SIS Login ID", student => $"\"{student.Last}, {student.First}\",{student.Number},{student.Login}");
        Assert.Equal(all.Length, rows.Length - 2);
        Assert.All(rows[2..], row => Assert.Equal(Text(all.Single(student => student.Number.ToString(CultureInfo.InvariantCulture) == row[1])), row[^1]));
    }

    [Fact]
    public void Several_files_of_one_student_at_Canvas_are_one_students()
    {
        disk.With("leesam_1_900_01-a.ipynb", "{}").With("leesam_1_901_02-b.ipynb", "{}").With("leesam_2_902_01-a.ipynb", "{}");
        Assert.Equal(["leesam (1) 2", "leesam (2) 1"], disk.Read().Select(work => $"{work.Student} {work.Notebooks.Count}"));
    }

    [Fact]
    public void Blackboard()
    {
        foreach (MadeUpStudent student in ClassOfThirty.All)
        {
            string login = student.Number % 4 == 0 ? $"{student.Login}_x" : student.Login;
            disk.With($"Home_work 1_{login}_attempt_2026-11-19-08-00-00_{Notebook}", "99").With($"Home_work 1_{login}_attempt_2026-11-20-18-04-05_{Notebook}", Score(student));
            disk.With($"Home_work 1_{login}_attempt_2026-11-20-18-04-05.txt", $"Name: {student.Name} ({login})\nAssignment: Home_work 1\n");
        }
        IReadOnlyList<StudentWork> works = disk.Read();
        Assert.Equal(ClassOfThirty.All.Count, works.Count);
        Assert.All(works, work => Assert.Equal(new DateTime(2026, 11, 20, 18, 4, 5), work.Notebooks.Single().HandedIn!.Value.DateTime));
        Assert.All(works, work => Assert.Contains(work.Flags, flag => flag.Kind == Flag.Several && flag.Message.Contains("2 attempts")));
        Csv(works, student => student.Number % 4 == 0 ? $"{student.Login}_x" : student.Login);
    }

    [Fact]
    public void Brightspace()
    {
        foreach (MadeUpStudent student in ClassOfThirty.All)
        {
            disk.With($"{student.Number}-{student.Number + 50_000} - {student.Name} - Nov 19, 2026 1104 AM/{Notebook}", "99");
            disk.With($"{student.Number}-{student.Number + 50_000} - {student.Name} - Nov 20, 2026 604 PM/{Notebook}", Score(student));
        }
        disk.With("index.html", "<html>");
        IReadOnlyList<StudentWork> works = disk.Read();
        Assert.Equal(ClassOfThirty.All.Count, works.Count);
        Assert.All(works, work => Assert.Equal(new DateTime(2026, 11, 20, 18, 4, 0), work.Notebooks.Single().HandedIn!.Value.DateTime));
        Csv(works, student => student.Number.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("folders")]
    [InlineData("zip in the folder")]
    public void Gradescope(string form)
    {
        var files = new List<(string, byte[])>();
        var metadata = new StringBuilder();
        foreach ((int i, MadeUpStudent student) in ClassOfThirty.All.Index())
        {
            files.Add(($"assignment_77_export/submission_{500 + i}/{Notebook}", Score(student)));
            metadata.Append(CultureInfo.InvariantCulture, $"submission_{500 + i}:\n  :submitters:\n  - :name: {(student.Name.Contains('\'') ? $"\"{student.Name}\"" : student.Name)}\n    :sid: '{student.Number}'\n    :email: {student.Login}@example.org\n  :created_at: 2026-11-20 18:04:05.123456789 Z\n  :score: 1.0\n  :history:\n  - :id: 3\n    :created_at: 2026-11-01 00:00:00 Z\n");
        }
        files.Add(("assignment_77_export/submission_metadata.yml", Encoding.UTF8.GetBytes(metadata.ToString())));
        Put(files, form);
        IReadOnlyList<StudentWork> works = disk.Read();
        Assert.Equal(ClassOfThirty.All.Count, works.Count);
        Assert.Contains(works, work => work.Student == "Renée O'Hara-Smith");
        Assert.All(works, work => Assert.Equal(new DateTimeOffset(2026, 11, 20, 18, 4, 5, TimeSpan.Zero), work.Notebooks.Single().HandedIn!.Value));
        Csv(works, student => student.Number.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void At_Gradescope_each_member_of_a_group_has_its_work()
    {
        disk.With("submission_1/" + Notebook, "5").With("submission_metadata.yml", "submission_1:\n  :submitters:\n  - :email: a@x.org\n    :name: Ada\n  - :name: Ben\n    :email: b@x.org\n  :created_at: 2026-11-20 18:04:05 Z\n");
        Assert.Equal([("Ada", "a@x.org"), ("Ben", "b@x.org")], disk.Read().Select(work => (work.Student, work.Identifiers[0])));
    }

    [Theory]
    [InlineData(":name: &a Ada\n    :sid: \"1\\u00342\"", "Ada", "142")]
    [InlineData(":name: >-\n      Ada\n      Quill\n    :sid: 7", "Ada Quill", "7")]
    [InlineData(":name: 'O''Hara # not a comment'\n    :sid: 7 # one", "O'Hara # not a comment", "7")]
    public void Gradescope_may_write_any_YAML(string person, string name, string number)
    {
        string metadata = $"---\nsubmission_1:\n  :submitters:\n  - {person}\n  :results: {{:tests: [{{a: b}}]}}\n";
        IReadOnlyList<PlatformName> people = GradescopeMetadata.Read(metadata)["submission_1"];
        Assert.Equal((name, number), (people.Single().Name, people.Single().Identifiers.Single()));
    }

    [Theory]
    [InlineData("[", 1 << 20)]
    [InlineData("{a: ", 1 << 18)]
    [InlineData("- ", 1 << 19)]
    [InlineData("? ", 1 << 19)]
    [InlineData(":submitters: [*a, \n", 10)]
    [InlineData("\t\0", 10)]
    public void Metadata_that_is_no_YAML_or_nested_without_end_gives_nobody(string text, int times) =>
        Assert.Empty(GradescopeMetadata.Read("submission_1:\n  :junk: " + string.Concat(Enumerable.Repeat(text, times))));

    [Fact]
    public void GitHubClassroom()
    {
        foreach (MadeUpStudent student in ClassOfThirty.All) disk.With($"hw-1-{student.Login}-x/{Notebook}", Score(student)).With($"hw-1-{student.Login}-x/.git/HEAD", "ref: refs/heads/main");
        IReadOnlyList<StudentWork> works = disk.Read();
        Assert.Equal(ClassOfThirty.All.Select(student => student.Login + "-x").Order(), works.Select(work => work.Student).Order());
        Csv(works, student => student.Login + "-x");
    }

    [Fact]
    public void Nbgrader()
    {
        foreach (MadeUpStudent student in ClassOfThirty.All) disk.With($"{student.Login}/01-sums/{Notebook}", Score(student)).With($"{student.Login}/01-sums/timestamp.txt", "2026-11-20 18:04:05.123456 UTC");
        IReadOnlyList<StudentWork> works = disk.Read();
        Assert.All(works, work => Assert.Equal(new DateTime(2026, 11, 20, 18, 4, 5), work.Notebooks.Single().HandedIn!.Value.UtcDateTime));
        Csv(works, student => student.Login);
    }

    [Theory]
    [InlineData("Ada_1_2_x")]
    [InlineData("ada_1_2_x")]
    [InlineData("Homework_ada_attempt_2026-11-20-18-04-05_x")]
    [InlineData("Ada_7_assignsubmission_file_")]
    [InlineData("submission_12")]
    public void In_a_folder_of_plain_names_a_name_like_a_platforms_is_a_name(string odd)
    {
        foreach (string student in new[] { odd, "ben", "cleo", "dora" }) disk.With($"{student}/{Notebook}", "1");
        Assert.Equal(new[] { odd, "ben", "cleo", "dora" }.Order(StringComparer.Ordinal), disk.Read().Select(work => work.Student));
    }

    [Fact]
    public void A_students_own_zip_is_no_platforms_download()
    {
        disk.With("mallory.zip", SubmissionsOnDisk.Zip(("Ada Quill_8_assignsubmission_file_/x.ipynb", "1"u8.ToArray()), ("Ben_9_assignsubmission_file_/x.ipynb", "1"u8.ToArray()))).With("ada/a.ipynb", "2");
        Assert.Equal(["ada", "mallory"], disk.Read().Select(work => work.Student));
    }

    private void ArrivesInTheWorksheet(string? name)
    {
        IReadOnlyList<StudentWork> works = disk.Read();
        Assert.Equal(ClassOfThirty.All.Count, works.Count);
        if (name is not null)
        {
            Assert.Contains(works, work => work.Student == name);
            Assert.Equal(2, works.Count(work => work.Student.StartsWith("Sam Lee (", StringComparison.Ordinal)));
        }
        string[][] rows = Export("moodle", works, "Identifier,Full name,Grade,Maximum Grade", student => $"Participant {student.Number},\"{student.Name}\",,100");
        Assert.Equal(ClassOfThirty.All.Count, rows.Length - 1);
        Assert.All(rows[1..], row => Assert.Equal(Text(ClassOfThirty.All.Single(student => $"Participant {student.Number}" == row[0])), row[2]));
    }

    private void Csv(IReadOnlyList<StudentWork> works, Func<MadeUpStudent, string> id)
    {
        string[][] rows = Export("csv", works, "id,last_name,first_name,email", student => $"{id(student)},\"{student.Last}\",\"{student.First}\",{student.Login}@example.org");
        Assert.Equal(ClassOfThirty.All.Count, rows.Length - 1);
        Assert.All(rows[1..], row => Assert.Equal(Text(ClassOfThirty.All.Single(student => $"{student.Login}@example.org" == row[6])), row[9]));
    }

    private string[][] Export(string form, IReadOnlyList<StudentWork> works, string header, Func<MadeUpStudent, string> row)
    {
        string folder = Path.Combine(disk.Root, "grades"), roster = Path.Combine(disk.Root, "roster.csv");
        ClassOfThirty.Grade(works, folder);
        File.WriteAllLines(roster, [header, .. ClassOfThirty.All.Select(row)]);
        using var said = new StringWriter();
        Assert.True(ExportCommand.Run(form, folder, Roster.Read(roster), "01", null, TextWriter.Null, said) == 0, said.ToString());
        using var csv = new CsvHelper.CsvParser(new StreamReader(Path.Combine(folder, form + ".csv")), CultureInfo.InvariantCulture);
        var rows = new List<string[]>();
        while (csv.Read()) rows.Add(csv.Record!);
        return [.. rows];
    }

    private void Put(IReadOnlyList<(string Name, byte[] Bytes)> files, string form)
    {
        if (form == "zip in the folder") disk.With("submissions.zip", SubmissionsOnDisk.Zip([.. files]));
        else foreach ((string name, byte[] bytes) in files) disk.With(form == "a folder in the folder" ? $"CS101-Homework-4711/{name}" : name, bytes);
    }

    private static byte[] Score(MadeUpStudent student) => Encoding.UTF8.GetBytes(Text(student));

    private static string Text(MadeUpStudent student) => student.Score.ToString(CultureInfo.InvariantCulture);
}
