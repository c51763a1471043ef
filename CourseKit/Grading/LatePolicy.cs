using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CourseKit.Grading.Intake;

namespace CourseKit.Grading;

/// <summary>What being late costs one submission.</summary>
/// <param name="Days">Days begun after the due date, extensions counted.</param>
/// <param name="GraceDays">Of these, how many the student's grace days pay for.</param>
/// <param name="Factor">Share of the points that is kept.</param>
/// <param name="Due">With the student's extension; null where nothing is due.</param>
internal sealed record Lateness(int Days, int GraceDays, double Factor, DateTimeOffset? Due)
{
    public static Lateness None { get; } = new(0, 0, 1, null);

    /// <summary>One sentence; null when it was not late.</summary>
    public string? Message => Days == 0 ? null : string.Create(CultureInfo.InvariantCulture,
        $"handed in {Count(Days)} late{(GraceDays > 0 ? $", {GraceDays} of them paid with grace days" : "")}: {(Factor == 1 ? "nothing is deducted" : $"{100 * (1 - Factor):0.##} % of the points are deducted")}");

    private static string Count(int days) => days == 1 ? "1 day" : $"{days} days";
}

/// <summary>
/// When work is due and what lateness costs: a JSON file of the instructor's. Days begin at the due date and count when begun. A student's
/// extension moves the due date; grace days then pay for late days, the earliest notebooks first, until they are used up.
/// </summary>
/// <param name="Due">Notebook to the end of its time: <c>"08": "2026-11-20T23:59:00+01:00"</c>.</param>
/// <param name="PerDay">Share of the points earned that each late day costs, 0 … 1.</param>
/// <param name="GraceDays">Late days that cost a student nothing, over the whole course.</param>
/// <param name="CutOffDays">What comes later than this earns nothing; null: it never expires.</param>
/// <param name="Extensions">Student to notebook to days; the notebook <c>"*"</c> stands for all.</param>
internal sealed record LatePolicy(
    IReadOnlyDictionary<string, DateTimeOffset> Due, double PerDay = 0, int GraceDays = 0, int? CutOffDays = null,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>>? Extensions = null)
{
    private const string Every = "*";

    /// <summary>A few years; a longer time is a slip of the finger.</summary>
    private const int MostDays = 2000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Nothing is ever late.</summary>
    public static LatePolicy None { get; } = new(new Dictionary<string, DateTimeOffset>());

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="JsonException">It is no policy.</exception>
    public static LatePolicy Parse(string json) => JsonSerializer.Deserialize<LatePolicy>(json, Json) ?? throw new JsonException("it is empty");

    /// <summary>Reads the file; notebooks may be called by their numbers.</summary>
    /// <exception cref="CourseKitException">It cannot be read, or says what makes no sense.</exception>
    public static LatePolicy Load(string path, Course course)
    {
        LatePolicy policy;
        try
        {
            policy = Parse(File.ReadAllText(path));
        }
        catch (Exception cause) when (cause is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CourseKitException($"cannot read the late rules in {path}: {cause.Message}", CourseKitException.WrongUsage, cause);
        }
        CourseKitException Wrong(string what) => new($"{path}: {what}", CourseKitException.WrongUsage);
        if (policy.Due is null) throw Wrong("\"due\" is missing; write for example \"due\": { \"08\": \"2026-11-20T23:59:00+01:00\" }");
        if (!(policy.PerDay is >= 0 and <= 1)) throw Wrong($"\"perDay\" is {policy.PerDay.ToString(CultureInfo.InvariantCulture)}; it is a share of the points, 0 to 1");
        if (policy.GraceDays < 0) throw Wrong($"\"graceDays\" is {policy.GraceDays}; it cannot be negative");
        if (policy.GraceDays > MostDays) throw Wrong($"\"graceDays\" is {policy.GraceDays}; that is longer than a course");
        foreach ((string notebook, DateTimeOffset due) in policy.Due)
            if (due.Year is < 2000 or > 2100) throw Wrong($"\"due\" of {notebook} is {due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}; is that the year?");
        foreach ((string student, IReadOnlyDictionary<string, double>? own) in policy.Extensions ?? new Dictionary<string, IReadOnlyDictionary<string, double>>())
        {
            if (own is null) throw Wrong($"the extension of {student} is empty; write for example {{ \"08\": 3 }}");
            foreach ((string notebook, double days) in own)
                if (!(Math.Abs(days) <= MostDays)) throw Wrong($"the extension of {student} for {notebook} is {days.ToString(CultureInfo.InvariantCulture)} days; give at most {MostDays}");
        }
        if (policy.CutOffDays < 0) throw Wrong($"\"cutOffDays\" is {policy.CutOffDays}; it cannot be negative");
        string Full(string notebook) => notebook == Every ? Every : course.ResolveSource(notebook);
        RefuseTwice(policy.Due.Keys, "\"due\"");
        foreach ((string student, IReadOnlyDictionary<string, double> own) in policy.Extensions ?? new Dictionary<string, IReadOnlyDictionary<string, double>>()) RefuseTwice(own.Keys, $"the extension of {student}");
        void RefuseTwice(IEnumerable<string> spoken, string where)
        {
            if (spoken.GroupBy(Full).FirstOrDefault(same => same.Count() > 1) is { } twice) throw Wrong($"{where} names {twice.Key} {twice.Count()} times ({string.Join(", ", twice)})");
        }
        return policy with
        {
            Due = policy.Due.ToDictionary(entry => Full(entry.Key), entry => entry.Value),
            Extensions = policy.Extensions?.ToDictionary(
                student => student.Key, IReadOnlyDictionary<string, double> (student) => student.Value.ToDictionary(entry => Full(entry.Key), entry => entry.Value)),
        };
    }

    /// <summary>The end of a student's time for a notebook; null when it is never late.</summary>
    public DateTimeOffset? DueFor(string student, string notebook)
    {
        if (!Due.TryGetValue(notebook, out DateTimeOffset due)) return null;
        IReadOnlyDictionary<string, double>? own = Extensions?.GetValueOrDefault(student) ?? Extensions?.FirstOrDefault(entry => PersonName.Key(entry.Key) == PersonName.Key(student)).Value;
        return due.AddDays(own?.GetValueOrDefault(notebook) is double days and not 0 ? days : own?.GetValueOrDefault(Every) ?? 0);
    }

    /// <summary>What lateness costs one student, notebook by notebook.</summary>
    public IReadOnlyDictionary<string, Lateness> Of(string student, IEnumerable<(string Notebook, DateTimeOffset? HandedIn)> works)
    {
        var found = new Dictionary<string, Lateness>();
        int grace = GraceDays;
        foreach ((string notebook, DateTimeOffset? handedIn) in works.OrderBy(work => DueFor(student, work.Notebook) ?? DateTimeOffset.MaxValue).ThenBy(work => work.Notebook, StringComparer.Ordinal))
        {
            DateTimeOffset? due = DueFor(student, notebook);
            int days = due is null || handedIn is null ? 0 : Math.Max(0, (int)Math.Ceiling((handedIn.Value - due.Value).TotalDays));
            int paid = Math.Min(days, grace);
            grace -= paid;
            int costly = days - paid;
            found[notebook] = new(days, paid, costly > CutOffDays ? 0 : Math.Max(0, Math.Round(1 - PerDay * costly, 6)), due);
        }
        return found;
    }
}
