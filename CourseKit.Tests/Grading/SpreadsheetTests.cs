using System.Diagnostics;
using System.Globalization;
using CourseKit.Commands;
using CourseKit.Grading;
using CsvHelper;
using CsvHelper.Configuration;

namespace CourseKit.Tests.Grading;

/// <summary>The exported table, opened in a spreadsheet and saved again: every cell is what it was, and none has become a formula.</summary>
public sealed class SpreadsheetTests : IDisposable
{
    private const string Csv = "Text - txt - csv (StarCalc):44,34,76,1";

    private readonly string folder = Directory.CreateTempSubdirectory("spreadsheet-").FullName;

    private static readonly string[] Students =
    [
        "Zoë Ærøskøbing 學生 😀", "Muster, Erika", "say \"hi\"", "two\nlines", "=1+1", "+49 30", "-2", "@SUM(A1:A9)", "＝1+1", "=cmd|' /C calc'!A0", "'quoted'",
        "semi;colon", "<b>bold</b>", "#REF!", "مرحبا", "1,5", "anna@example.org", "TRUE story", "42",
    ];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SkippableTheory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    [InlineData("ods")]
    public void A_spreadsheet_opens_the_table_and_saves_the_same_cells(string format)
    {
        string? program = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(entry => Path.Combine(entry, "soffice")).FirstOrDefault(File.Exists);
        Skip.If(program is null, "needs LibreOffice Calc without a screen; on Debian: apt-get install libreoffice-calc-nogui");
        using (var gradebook = new Gradebook(folder))
            foreach ((int i, string student) in Students.Index())
                gradebook.Save(new(student, "01-sums", "k", DateTimeOffset.UnixEpoch.AddDays(20_000), 10, 2.25 + i, [], [], [], 0));
        Assert.Equal(0, ExportCommand.Run("csv", folder, null, null, Path.Combine(folder, "grades.csv"), TextWriter.Null, TextWriter.Null));

        string saved = Convert(program!, Path.Combine(folder, "grades.csv"), format == "csv" ? $"csv:{Csv}" : format, "first", isText: true);
        if (format != "csv") saved = Convert(program!, saved, $"csv:{Csv}", "second", isText: false);

        string[][] before = Read(Path.Combine(folder, "grades.csv")), after = Read(saved);
        Assert.Equal(Students.Length + 1, before.Length);
        Assert.Equal(before.Select(row => string.Join(" | ", row.Select(Plain))), after.Select(row => string.Join(" | ", row.Select(Plain))));
        Assert.All(Students, student => Assert.Contains(after, row => row[3] == student || row[3] == "'" + student));
    }

    /// <summary>A number may be spelled in another way.</summary>
    private static string Plain(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number.ToString("R", CultureInfo.InvariantCulture) : cell;

    private string Convert(string program, string path, string format, string to, bool isText)
    {
        string target = Path.Combine(folder, to);
        var start = new ProcessStartInfo(program, ["--headless", $"-env:UserInstallation=file://{folder}/profile", .. isText ? [$"--infilter={Csv}"] : Array.Empty<string>(), "--convert-to", format, "--outdir", target, path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string written = Path.Combine(target, "grades." + format.Split(':')[0]);
        Assert.True(File.Exists(written), said);
        return written;
    }

    private static string[][] Read(string path)
    {
        using var csv = new CsvParser(new StreamReader(path), new CsvConfiguration(CultureInfo.InvariantCulture));
        var rows = new List<string[]>();
        while (csv.Read()) rows.Add(csv.Record!);
        return [.. rows];
    }
}
