using System.Collections;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.Formatting.TabularData;
using Library = Microsoft.DotNet.Interactive.Formatting.Formatter;

namespace CourseKit.Worker;

/// <summary>
/// The formatting library of .NET Interactive: the formatters that cells and packages register, and the expandable tables of what has
/// none. It is loaded by the first value that is shown so, or by the first cell that names it.
/// </summary>
/// <remarks>
/// Left to itself the library calls the ToString of whatever lies deeper than its limit, which for a record that contains itself ends the
/// process, and has loops that nobody can stop. So what it formats of any object comes back here: text is ours, and depth, length and
/// time are bounded.
/// </remarks>
internal static class InteractiveFormatting
{
    public const string AssemblyName = "Microsoft.DotNet.Interactive.Formatting";

    /// <summary>
    /// The type of a form that is made when the value is sent, and not by the library when a display is replaced. No cell can know it: in a
    /// graded run a formatter of a student's would see what the course's cells show.
    /// </summary>
    public static readonly string Later = $"application/x-{Guid.NewGuid():N}";

    private const string Summary = "text/plain+summary";
    private const int Deepest = 6, LongestTree = 1 << 20, LongestSummary = 300;

    private static readonly Lock Gate = new();
    private static volatile bool isActive;

    /// <summary>Levels of a tree; what lies deeper is text.</summary>
    private static int deepest = 3;

    /// <summary>
    /// False where cells are graded: nothing is shown there, and no formatter of a student's sees what the course's cells show.
    /// </summary>
    public static bool IsOffered { get; set; } = true;

    /// <summary>Loads and sets up the library, once.</summary>
    public static void Activate()
    {
        if (isActive) return;
        lock (Gate)
        {
            if (isActive) return;
            Begin();
            isActive = true;
        }
    }

    /// <summary>
    /// The MIME types that cells and packages have asked for where a value of this type is shown; none where they have not.
    /// </summary>
    public static string[] Asked(object value) => isActive && IsOffered ? AskedOfLibrary(value.GetType()) : [];

    /// <summary>
    /// The HTML of a value that has no form of its own: a table, or a tree that can be expanded; null where there is none within the
    /// limits.
    /// </summary>
    public static string? Tree(object value)
    {
        try
        {
            ShowLimits.Uncounted(Warm.Up);
            return Records(value) ?? Form(value is Snapshot lazy ? Again(lazy) : value, Formatter.Html, LongestTree);
        }
        catch (Exception thrown) when (ShowLimits.Failure(thrown) is not null
            || (!InterruptPoint.Requested && thrown is not (ThreadInterruptedException or ThreadAbortException)))
        {
            return null;
        }
    }

    /// <summary>The value as the library formats it; null where no formatter is registered for that type.</summary>
    /// <exception cref="ShowFailure">It takes too much.</exception>
    public static string? Form(object value, string mimeType)
    {
        Activate();
        return Form(value, mimeType, Formatter.LongestForm);
    }

    /// <summary>Our own formatters, also where a cell has taken all away.</summary>
    public static void Renew()
    {
        Activate();
        Own.Register();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Begin()
    {
        Library.SubscribeToDisplayedValues(Displays.Follow);
        (Library.ListExpansionLimit, Library.RecursionLimit) = (Snapshot.Most, int.MaxValue);
        Own.Register();
    }

    /// <summary>The library compiles code for its first table, for a tenth of a second or, on a busy machine, for seconds.</summary>
    private static class Warm
    {
        private static bool isUp;

        public static void Up()
        {
            Activate();
            if (isUp) return;
            isUp = true;
            Form(new { Table = new Dictionary<string, int> { ["key"] = 1 } }, Formatter.Html, LongestTree);
            Records(new[] { new { Key = 1 } });
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string[] AskedOfLibrary(Type type)
    {
        // Before the library does so: of a source that is none the error says what it lacks.
        IReadOnlyList<string> offered = ConventionFormatters.PreferredFor(type);
        string[] preferred = [.. Library.GetPreferredMimeTypesFor(type)];
        // What the library takes where nobody has asked: HTML, text for a string, or what the type's own attribute says.
        bool isDefault = preferred is [Formatter.Html] || (type == typeof(string) && preferred is [Formatter.Plain])
            || new HashSet<string>(preferred).SetEquals(offered);
        if (!isDefault) return preferred;
        // The one that Plotly.NET.Interactive registers shows nothing without a network.
        if (PlotlyNetChart.IsChart(type)) return [];
        var registered = new HashSet<string>();
        foreach (ITypeFormatter formatter in Library.RegisteredFormatters(includeDefaults: false))
            if (formatter is not Own && Fits(formatter.Type, type)) registered.Add(formatter.MimeType);
        return registered.Contains(Formatter.Html) ? [Formatter.Html, .. registered.Where(mimeType => mimeType == Formatter.Plain)]
            : registered.Contains(Formatter.Plain) ? [Formatter.Plain] : [];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? Form(object value, string mimeType, int longest)
    {
        Own.Register();
        ITypeFormatter formatter;
        try
        {
            formatter = Library.GetPreferredFormatterFor(value.GetType(), mimeType);
        }
        catch (ArgumentException)
        {
            return null;
        }
        using var writer = new BoundedWriter(longest);
        bool done;
        using (var context = new FormatContext(writer)) done = formatter.Format(value, context);
        return done ? writer.ToString() : null;
    }

    /// <summary>A sequence of records as the library's table, a column for each property; null of what is none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? Records(object value)
    {
        if (value is not Snapshot rows)
        {
            if (value is IDictionary || value is not IEnumerable sequence || PlainText.SpeaksForItself(value)) return null;
            rows = Snapshot.Take(sequence);
        }
        if (rows.Items.Count == 0 || rows.Items[0]?.GetType() is not Type type || !TextualValues.IsRecord(type)) return null;
        if (rows.Items.Any(row => row?.GetType() != type)) return null;
        string? table = Form(rows.Items.ToTabularDataResource(), Formatter.Html, LongestTree);
        return rows.Count is null ? table + "<p>… and more rows</p>"
            : rows.Count == rows.Items.Count ? table
            : string.Create(CultureInfo.InvariantCulture, $"{table}<p>… and {rows.Count - rows.Items.Count} more rows</p>");
    }

    /// <summary>The elements that were taken; of an endless sequence as one that does not know how many there are.</summary>
    private static IEnumerable Again(Snapshot lazy)
    {
        if (lazy.Count is not null) return lazy.Items;
        return lazy.Items.Append("…").Where(_ => true);
    }

    private static bool Fits(Type known, Type actual) =>
        !known.IsGenericTypeDefinition ? known.IsAssignableFrom(actual)
            : actual.GetInterfaces().Append(actual).Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == known)
                || (actual.BaseType is Type parent && Fits(known, parent));

    /// <summary>What the library asks of any object for which no cell has registered a formatter.</summary>
    private sealed class Own(string mimeType, Action<object, FormatContext> write) : ITypeFormatter
    {
        private static readonly Own[] All =
        [
            new(Formatter.Plain, (value, context) => context.Writer.Write(PlainText.Of(value))),
            new(Summary, (value, context) => context.Writer.Write(OneLine(PlainText.Of(value)))),
            new(Formatter.Html, WriteHtml),
            new(Later, (_, _) => { }),
        ];

        public string MimeType => mimeType;

        public Type Type => typeof(object);

        /// <summary>Again, where a cell has taken all formatters away. A limit of depth that a cell has set becomes our own.</summary>
        public static void Register()
        {
            if (Library.RecursionLimit != int.MaxValue)
                (deepest, Library.RecursionLimit) = (Math.Min(Library.RecursionLimit, Deepest), int.MaxValue);
            if (Library.RegisteredFormatters(includeDefaults: false).Any(formatter => formatter is Own)) return;
            foreach (Own own in All) Library.Register(own);
        }

        public bool Format(object instance, FormatContext context)
        {
            string none = Library.NullString;
            if (instance is null) context.Writer.Write(mimeType == Formatter.Html ? WebUtility.HtmlEncode(none) : none);
            else
                ShowLimits.Run(() =>
                {
                    ShowLimits.Check();
                    write(instance, context);
                    return true;
                });
            return true;
        }

        private static void WriteHtml(object value, FormatContext context)
        {
            string? own = value is IHtmlContent ? null : Formatter.Own(value, Formatter.Html);
            if (own is not null) context.Writer.Write(own);
            else if (value is IHtmlContent || context.Depth == 0 || (context.Depth <= deepest && !IsText(value)))
                OfLibrary(value.GetType()).Format(value, context);
            else
            {
                context.RequireDefaultStyles();
                context.Writer.Write($"<div class=\"dni-plaintext\"><pre>{WebUtility.HtmlEncode(PlainText.Inside(value))}</pre></div>");
            }
        }

        private static bool IsText(object value) => value is Exception || TextualValues.Contains(value);

        /// <summary>The library's own formatter for a type: of those that fit the nearest.</summary>
        private static ITypeFormatter OfLibrary(Type type)
        {
            Library.GetPreferredMimeTypesFor(type);
            ITypeFormatter? nearest = null;
            foreach (ITypeFormatter formatter in Library.RegisteredFormatters())
                if (formatter.MimeType == Formatter.Html && formatter is not Own && Fits(formatter.Type, type)
                    && (nearest is null || !formatter.Type.IsAssignableFrom(nearest.Type)))
                    nearest = formatter;
            return nearest!;
        }

        private static string OneLine(string text)
        {
            string line = text.Trim().ReplaceLineEndings("\\n");
            return line.Length <= LongestSummary ? line : line[..LongestSummary] + "…";
        }
    }
}
