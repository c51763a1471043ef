using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace CourseKit.Grading;

/// <summary>A class list that another system exported: its columns, and a row a student.</summary>
internal sealed class Roster
{
    private readonly Dictionary<string, RosterRow> students = new(StringComparer.OrdinalIgnoreCase);

    private Roster(IReadOnlyList<string> columns, IReadOnlyList<RosterRow> rows)
    {
        (Columns, Rows) = (columns, rows);
        // A student is called by anything that stands in their row and in no other.
        foreach (var named in rows.SelectMany(row => row.Values.Where(value => value.Trim().Length > 0).Select(value => (Value: value.Trim(), Row: row)).Distinct()).GroupBy(entry => entry.Value, StringComparer.OrdinalIgnoreCase))
            if (named.Select(entry => entry.Row).Distinct().Take(2).ToArray() is [var only]) students[named.Key] = only;
    }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<RosterRow> Rows { get; }

    /// <summary>The row of a student, by any value of it that is theirs alone: login, number, name, email.</summary>
    public RosterRow? Find(string student) => students.GetValueOrDefault(student.Trim());

    /// <exception cref="CourseKitException">It cannot be read, or has no header.</exception>
    public static Roster Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { MissingFieldFound = null, BadDataFound = null, DetectDelimiter = true });
            if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { Length: > 0 } header) throw new InvalidDataException("it has no line of column names");
            string[] columns = [.. header.Select(name => name.Trim().TrimStart('\uFEFF'))];
            var rows = new List<RosterRow>();
            while (csv.Read()) rows.Add(new(columns, [.. columns.Select((_, i) => csv.GetField(i) ?? "")]));
            return new(columns, rows);
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
