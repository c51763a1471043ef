using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CourseKit.Grading;

/// <summary>
/// All that is known of a class, in one SQLite file: what the checks gave, flags, and what people decided. Each result is a transaction of
/// its own, so that a run that was killed at any instant goes on where it was, and nothing that a person entered is ever lost.
/// </summary>
/// <remarks>
/// Tables: <c>submission</c> (a row a student and notebook; <c>result</c> holds everything as JSON), <c>check_result</c> and <c>flag</c> (the
/// same, to be asked in SQL), <c>mark</c> (points and comments by hand), <c>grade</c> (what counts in the end, as of the last run), <c>setting</c>
/// (the late rules).
/// </remarks>
internal sealed class Gradebook : IDisposable
{
    private const int Version = 1;
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS submission (
            student TEXT NOT NULL, notebook TEXT NOT NULL, key TEXT NOT NULL, handed_in TEXT, score REAL NOT NULL, points REAL NOT NULL,
            seconds REAL NOT NULL, result TEXT NOT NULL, PRIMARY KEY (student, notebook));
        CREATE TABLE IF NOT EXISTS check_result (
            student TEXT NOT NULL, notebook TEXT NOT NULL, exercise TEXT NOT NULL, name TEXT NOT NULL, hidden INTEGER NOT NULL, points REAL NOT NULL,
            outcome TEXT NOT NULL, reason TEXT, mistake TEXT,
            FOREIGN KEY (student, notebook) REFERENCES submission (student, notebook) ON DELETE CASCADE);
        CREATE TABLE IF NOT EXISTS flag (
            student TEXT NOT NULL, notebook TEXT NOT NULL, kind TEXT NOT NULL, message TEXT NOT NULL,
            FOREIGN KEY (student, notebook) REFERENCES submission (student, notebook) ON DELETE CASCADE);
        CREATE TABLE IF NOT EXISTS mark (
            student TEXT NOT NULL, notebook TEXT NOT NULL, exercise TEXT NOT NULL, points REAL, comment TEXT NOT NULL, given TEXT NOT NULL,
            PRIMARY KEY (student, notebook, exercise));
        CREATE TABLE IF NOT EXISTS grade (
            student TEXT NOT NULL, notebook TEXT NOT NULL, raw REAL NOT NULL, penalty REAL NOT NULL, score REAL NOT NULL, points REAL NOT NULL, late_days INTEGER NOT NULL,
            PRIMARY KEY (student, notebook));
        CREATE INDEX IF NOT EXISTS check_result_of ON check_result (student, notebook);
        CREATE INDEX IF NOT EXISTS flag_of ON flag (student, notebook);
        """;

    private readonly SqliteConnection connection;
    private readonly string path;
    private readonly Lock gate = new();

    /// <param name="create">False: there must be one.</param>
    /// <exception cref="CourseKitException">There is none, it is no gradebook, or of a later version of this program.</exception>
    public Gradebook(string folder, bool create = true)
    {
        path = Path.Combine(folder, "gradebook.db");
        if (!create && !File.Exists(path))
            throw new CourseKitException($"there is no gradebook at {path}; grade first: coursekit grade SUBMISSIONS -o {folder}", CourseKitException.WrongUsage);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new CourseKitException($"cannot write {path}: {cause.Message}", cause: cause);
        }
        try
        {
            connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString());
        }
        catch (TypeInitializationException cause)
        {
            // What students get has no database in it.
            throw new CourseKitException(
                "this program came with a release and cannot keep a gradebook; grade with the coursekit of the course's own clone", CourseKitException.WrongUsage, cause);
        }
        try
        {
            Guarded(() =>
            {
                connection.Open();
                Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;");
                long version = Convert.ToInt64(Scalar("PRAGMA user_version"), CultureInfo.InvariantCulture);
                if (version > Version) throw new CourseKitException($"{path} was written by a later version of coursekit; use that one");
                Run(Schema + $"PRAGMA user_version = {Version};");
                return true;
            });
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose() => connection.Dispose();

    /// <summary>The stored result, when it was made from the same things.</summary>
    public SubmissionResult? Find(string student, string notebook, string key) => key.Length == 0 ? null : Guarded(() =>
        Scalar("SELECT result FROM submission WHERE student = $student AND notebook = $notebook AND key = $key", ("$student", student), ("$notebook", notebook), ("$key", key)) is string json ? Read(json) : null);

    public void Save(SubmissionResult result) => Changed(() =>
    {
        (string, object?)[] of = [("$student", result.Student), ("$notebook", result.Notebook)];
        Run("DELETE FROM submission WHERE student = $student AND notebook = $notebook", of);
        Run("INSERT INTO submission VALUES ($student, $notebook, $key, $handedIn, $score, $points, $seconds, $result)",
            [.. of, ("$key", result.Key), ("$handedIn", result.HandedIn?.ToString("o", CultureInfo.InvariantCulture)), ("$score", result.Score), ("$points", result.Points),
                ("$seconds", result.Seconds), ("$result", JsonSerializer.Serialize(result, GradebookTables.Json))]);
        foreach (ExerciseResult exercise in result.Exercises)
            foreach (CheckResult check in exercise.Checks)
                Run("INSERT INTO check_result VALUES ($student, $notebook, $exercise, $name, $hidden, $points, $outcome, $reason, $mistake)",
                    [.. of, ("$exercise", exercise.Exercise), ("$name", check.Name), ("$hidden", check.Hidden), ("$points", check.Points),
                        ("$outcome", check.Outcome.ToString()), ("$reason", check.Reason), ("$mistake", check.Mistake)]);
        foreach (Flag flag in result.Flags) Run("INSERT INTO flag VALUES ($student, $notebook, $kind, $message)", [.. of, ("$kind", flag.Kind), ("$message", flag.Message)]);
    });

    /// <summary>All results, also those of notebooks that were graded in another run.</summary>
    public IReadOnlyList<SubmissionResult> Results() => Guarded(() => Rows("SELECT result FROM submission ORDER BY student, notebook", row => Read(row.GetString(0))).OfType<SubmissionResult>().ToArray());

    /// <summary>Forgets the submissions of <paramref name="notebooks"/> by students who handed in nothing any more; marks stay.</summary>
    public void Keep(IReadOnlyCollection<string> notebooks, IReadOnlySet<string> students) => Changed(() =>
    {
        foreach ((string student, string notebook) in Rows("SELECT student, notebook FROM submission", row => (row.GetString(0), row.GetString(1))))
            if (notebooks.Contains(notebook) && !students.Contains(student))
                Run("DELETE FROM submission WHERE student = $student AND notebook = $notebook", ("$student", student), ("$notebook", notebook));
    });

    /// <summary>Enters a mark in the place of an earlier one of the same exercise; one with neither points nor comment takes it away.</summary>
    public void Enter(ManualMark mark) => Changed(() =>
    {
        (string, object?)[] of = [("$student", mark.Student), ("$notebook", mark.Notebook), ("$exercise", mark.Exercise)];
        Run("DELETE FROM mark WHERE student = $student AND notebook = $notebook AND exercise = $exercise", of);
        if (mark.Points is not null || mark.Comment.Length > 0)
            Run("INSERT INTO mark VALUES ($student, $notebook, $exercise, $points, $comment, $given)",
                [.. of, ("$points", mark.Points), ("$comment", mark.Comment), ("$given", mark.Given.ToString("o", CultureInfo.InvariantCulture))]);
    });

    public IReadOnlyList<ManualMark> Marks() => Guarded(() => Rows("SELECT student, notebook, exercise, points, comment, given FROM mark ORDER BY student, notebook, exercise", row => new ManualMark(
        row.GetString(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetDouble(3), row.GetString(4), DateTimeOffset.Parse(row.GetString(5), CultureInfo.InvariantCulture))).ToArray());

    /// <summary>The rules of the last run that gave some.</summary>
    public LatePolicy Policy
    {
        get => Guarded(() => Scalar("SELECT value FROM setting WHERE name = 'late'") is string json ? LatePolicy.Parse(json) : LatePolicy.None);
        set => Guarded(() =>
        {
            Run("INSERT INTO setting VALUES ('late', $value) ON CONFLICT (name) DO UPDATE SET value = $value", ("$value", value.ToJson()));
            return true;
        });
    }

    /// <summary>Writes what counts in the end.</summary>
    public void Enter(IEnumerable<Grade> grades) => Changed(() =>
    {
        Run("DELETE FROM grade");
        foreach (Grade grade in grades)
            Run("INSERT INTO grade VALUES ($student, $notebook, $raw, $penalty, $score, $points, $late)",
                ("$student", grade.Student), ("$notebook", grade.Notebook), ("$raw", grade.Raw), ("$penalty", grade.Penalty), ("$score", grade.Score), ("$points", grade.Result.Points), ("$late", grade.Late.Days));
    });

    private static SubmissionResult? Read(string json)
    {
        try { return JsonSerializer.Deserialize<SubmissionResult>(json, GradebookTables.Json); }
        catch (JsonException) { return null; }
    }

    /// <summary>One at a time: the graders of several submissions share the connection.</summary>
    private T Guarded<T>(Func<T> work)
    {
        lock (gate)
        {
            try
            {
                return work();
            }
            catch (SqliteException cause)
            {
                const int inputOrOutput = 10, full = 13, cannotOpen = 14, noDatabase = 26;
                throw new CourseKitException(cause.SqliteErrorCode switch
                {
                    noDatabase => $"{path} is no gradebook; move it away and grade again",
                    inputOrOutput or full or cannotOpen => $"cannot write the gradebook {path}: {cause.Message.TrimEnd('.')}; check the free space and the folder's permissions, then give the same command again",
                    _ => $"the gradebook {path} cannot be used: {cause.Message}",
                }, cause: cause);
            }
        }
    }

    /// <summary>All of it or, whatever happens in between, nothing.</summary>
    private void Changed(Action work) => Guarded(() =>
    {
        Run("BEGIN IMMEDIATE");
        try
        {
            work();
            Run("COMMIT");
            return true;
        }
        catch
        {
            // On a full disk SQLite has rolled back by itself, and has nothing more to roll back.
            try { Run("ROLLBACK"); }
            catch (SqliteException) { }
            throw;
        }
    });

    private void Run(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using SqliteCommand command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using SqliteCommand command = Command(sql, values);
        return command.ExecuteScalar();
    }

    private List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using SqliteCommand command = Command(sql, []);
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object? value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
