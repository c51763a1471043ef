using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CourseKit.Grading.Intake;

/// <summary>A time that somebody has written into a file or a name.</summary>
/// <param name="Time">Null when it cannot be told.</param>
/// <param name="Doubt">What is uncertain about it.</param>
internal sealed partial record HandInTime(DateTimeOffset? Time, string? Doubt = null)
{
    private const string Unread = "it is no time that can be told for certain; write it like 2026-11-20 18:04:00 UTC";
    private static readonly DateTimeOffset First = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), Last = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What zones are called in the output of programs, in hours; those that mean one thing only.</summary>
    private static readonly FrozenDictionary<string, double> Zones = new Dictionary<string, double>
    {
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["UT"] = 0,
        ["Z"] = 0,
        ["WET"] = 0,
        ["WEST"] = 1,
        ["CET"] = 1,
        ["MET"] = 1,
        ["CEST"] = 2,
        ["MEST"] = 2,
        ["EET"] = 2,
        ["EEST"] = 3,
        ["MSK"] = 3,
        ["SAST"] = 2,
        ["WAT"] = 1,
        ["CAT"] = 2,
        ["EAT"] = 3,
        ["PKT"] = 5,
        ["NPT"] = 5.75,
        ["WIB"] = 7,
        ["HKT"] = 8,
        ["SGT"] = 8,
        ["AWST"] = 8,
        ["JST"] = 9,
        ["KST"] = 9,
        ["ACST"] = 9.5,
        ["ACDT"] = 10.5,
        ["AEST"] = 10,
        ["AEDT"] = 11,
        ["NZST"] = 12,
        ["NZDT"] = 13,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
        ["AKST"] = -9,
        ["AKDT"] = -8,
        ["HST"] = -10,
        ["NST"] = -3.5,
        ["NDT"] = -2.5,
        ["BRT"] = -3,
        ["ART"] = -3,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Zones of the same name in several places: the one most spoken of, and the others.</summary>
    private static readonly FrozenDictionary<string, (double Hours, string Others)> Ambiguous = new Dictionary<string, (double, string)>
    {
        ["CST"] = (-6, "China's, +08:00"),
        ["IST"] = (5.5, "Israel's, +02:00, and Ireland's, +01:00"),
        ["BST"] = (1, "Bangladesh's, +06:00"),
        ["AST"] = (-4, "Arabia's, +03:00"),
        ["ADT"] = (-3, "Arabia's, +04:00"),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Dates with a time and perhaps a zone, seconds since 1970, what <c>date</c> prints, and the dates of mails.</summary>
    public static HandInTime Parse(string text)
    {
        string trimmed = text.Trim().Trim('\uFEFF', '\0').Trim();
        if (trimmed.Length is 0 or > 100) return new(null, trimmed.Length == 0 ? "it is empty" : Unread);
        HandInTime found = Seconds().Match(trimmed) is { Success: true } seconds ? OfSeconds(seconds.Value)
            : Iso().Match(trimmed) is { Success: true } iso ? Of(iso, "yyyy-M-d H:m:s")
            : Spoken().Match(trimmed) is { Success: true } spoken ? Of(spoken, "yyyy-MMM-d H:m:s")
            : new(null, Unread);
        return found.Time is DateTimeOffset time && (time < First || time > Last) ? new(null, $"{time.Year} is not the year that anything was handed in") : found;
    }

    private static HandInTime OfSeconds(string digits) =>
        double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? new(DateTimeOffset.UnixEpoch.AddSeconds(value > 1e11 ? value / 1000 : value)) : new(null, Unread);

    private static HandInTime Of(Match match, string format)
    {
        string Part(string name) => match.Groups[name].Value;
        string local = $"{Part("year")}-{Part("month")}-{Part("day")} {Part("hour")}:{Part("minute")}:{(match.Groups["second"].Success ? Part("second") : "0")}";
        return DateTime.TryParseExact(local, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time) ? InZone(time, Part("zone").Trim()) : new(null, Unread);
    }

    private static HandInTime InZone(DateTime local, string zone)
    {
        HandInTime At(TimeSpan offset, string? doubt = null) => new(new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Utc)).Subtract(offset), doubt);
        if (zone.Length == 0) return At(TimeSpan.Zero);
        if (Zones.TryGetValue(zone, out double hours)) return At(TimeSpan.FromHours(hours));
        if (Ambiguous.TryGetValue(zone, out var several)) return At(TimeSpan.FromHours(several.Hours), $"{zone} was taken for {Offset(several.Hours)}; it is also {several.Others}");
        if (Shift().Match(zone) is { Success: true } shift)
        {
            int h = int.Parse(shift.Groups["h"].Value, CultureInfo.InvariantCulture), m = shift.Groups["m"].Success ? int.Parse(shift.Groups["m"].Value, CultureInfo.InvariantCulture) : 0;
            return h > 14 || m > 59 ? new(null, Unread) : At(new TimeSpan(h, m, 0) * (shift.Groups["sign"].Value == "-" ? -1 : 1));
        }
        try
        {
            if (zone.Length > 60 || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? known)) return new(null, $"'{(zone.Length > 60 ? zone[..60] : zone)}' is no time zone that is known here");
            return At(known.GetUtcOffset(local), known.IsAmbiguousTime(local) ? "the clocks were put back in this hour, and the later time was taken" : null);
        }
        catch (Exception cause) when (cause is InvalidTimeZoneException or System.Security.SecurityException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new(null, $"'{zone}' is no time zone that is known here");
        }
    }

    private static string Offset(double hours) => $"{(hours < 0 ? '-' : '+')}{(int)Math.Abs(hours):00}:{(int)(Math.Abs(hours) * 60) % 60:00}";

    [GeneratedRegex(@"^\d{9,13}(\.\d{1,9})?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Seconds();

    [GeneratedRegex(@"^(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})[T ]+(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})([.,][0-9]{1,9})?)?\s*(?<zone>\S{0,60})( \([^)]*\))?$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Iso();

    /// <summary>"Fri Nov 20 18:04:00 CET 2026", "Fri, 20 Nov 2026 18:04:00 +0100".</summary>
    [GeneratedRegex(@"^[A-Za-z]{3},? (((?<month>[A-Z][a-z]{2}) +(?<day>[0-9]{1,2}) (?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2}) (?<zone>[A-Za-z+0-9-]{0,10}) ?(?<year>[0-9]{4}))|((?<day>[0-9]{1,2}) (?<month>[A-Z][a-z]{2}) (?<year>[0-9]{4}) (?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2}) (?<zone>[A-Za-z+0-9-]{1,10})))$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Spoken();

    [GeneratedRegex(@"^(UTC|GMT)?(?<sign>[+-])(?<h>[0-9]{1,2})(:?(?<m>[0-9]{2}))?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Shift();
}
