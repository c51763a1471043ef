using System.Globalization;
using CourseKit.Grading.Intake;
using CsvHelper;
using CsvHelper.Configuration;

namespace CourseKit.Grading;

/// <summary>A class list that another system exported: its columns, and a row a student.</summary>
internal sealed class Roster
{
    private static readonly string[] Firsts = ["first_name", "First name", "First Name", "Given name"], Lasts = ["last_name", "Last name", "Last Name", "Surname", "Family name"];

    private readonly Dictionary<string, RosterRow> students = [];

    private Roster(IReadOnlyList<string> columns, IReadOnlyList<RosterRow> rows, string? guessedEncoding)
    {
        (Columns, Rows, GuessedEncoding) = (columns, rows, guessedEncoding);
        // A student is called by anything that stands in their row and in no other.
        foreach (var named in rows.SelectMany(row => Names(row).Select(value => (Value: value, Row: row)).Distinct()).GroupBy(entry => entry.Value))
            if (named.Select(entry => entry.Row).Distinct().Take(2).ToArray() is [var only]) students[named.Key] = only;
    }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<RosterRow> Rows { get; }

    /// <summary>What the bytes were taken for, where they do not say it themselves.</summary>
    public string? GuessedEncoding { get; }

    /// <summary>The row of a student, by any value of it that is theirs alone: login, number, name, email.</summary>
    /// <param name="identifiers">What the platform knows the student by, which goes before the name.</param>
    public RosterRow? Find(string student, IReadOnlyList<string>? identifiers = null) =>
        identifiers?.Select(id => students.GetValueOrDefault(PersonName.Key(id))).FirstOrDefault(row => row is not null) ?? students.GetValueOrDefault(PersonName.Key(student));

    /// <summary>The row of a graded student.</summary>
    public RosterRow? Find(Grade grade) => Find(grade.Student, grade.Result.Identifiers);

    /// <summary>All that a student may be called: each value, and first and last name in both orders, also as "last, first".</summary>
    private static IEnumerable<string> Names(RosterRow row)
    {
        foreach (string value in row.Values)
        {
            if (PersonName.Key(value) is { Length: > 0 } key) yield return key;
            if (value.Split(',') is [var after, var before] && before.Trim().Length > 0) yield return PersonName.Key($"{before.Trim()} {after.Trim()}");
        }
        string? First(string[] columns) => columns.Select(column => row[column]).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
        if (First(Firsts) is not string first || First(Lasts) is not string last) yield break;
        yield return PersonName.Key($"{first.Trim()} {last.Trim()}");
        yield return PersonName.Key($"{last.Trim()} {first.Trim()}");
        yield return PersonName.Key($"{last.Trim()}, {first.Trim()}");
    }

    /// <exception cref="CourseKitException">It cannot be read, or has no header.</exception>
    public static Roster Read(string path)
    {
        try
        {
            (string text, string? guess) = TextEncoding.Read(File.ReadAllBytes(path));
            if (text.Contains('\uFFFD')) throw new InvalidDataException("letters of it were lost when it was saved (there are U+FFFD in it); export it anew, as CSV UTF-8");
            using var reader = new StringReader(text);
            using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { MissingFieldFound = null, BadDataFound = null, DetectDelimiter = true });
            if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { Length: > 0 } header) throw new InvalidDataException("it has no line of column names");
            string[] columns = [.. header.Select(name => name.Trim().TrimStart('\uFEFF'))];
            var rows = new List<RosterRow>();
            while (csv.Read()) rows.Add(new(columns, [.. columns.Select((_, i) => csv.GetField(i) ?? "")]));
            return new(columns, rows, guess);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or InvalidDataException or CsvHelperException)
        {
            throw new CourseKitException($"cannot read the class list {path}: {cause.Message.Split('\n')[0]}; export it as CSV with a line of column names", CourseKitException.WrongUsage, cause);
        }
    }
}

/// <summary>One line of a class list.</summary>
internal sealed record RosterRow(IReadOnlyList<string> Columns, IReadOnlyList<string> Values)
{
    /// <summary>The value in a column; null where there is no such column.</summary>
    public string? this[string column]
    {
        get
        {
            for (int i = 0; i < Columns.Count; i++)
                if (Columns[i].Equals(column, StringComparison.OrdinalIgnoreCase)) return Values[i];
            return null;
        }
    }
}
