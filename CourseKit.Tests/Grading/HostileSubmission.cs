using System.Globalization;
using System.Text.RegularExpressions;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Grading;

/// <summary>One section of <c>Hostile.md</c>.</summary>
/// <param name="Earns">What its honest part is worth.</param>
/// <param name="IsAtMost">Where chance has a say, <paramref name="Earns"/> is only the most.</param>
/// <param name="FromStubs">What it does not answer is not attempted; else it is right.</param>
/// <param name="Flag">One that the instructor must see.</param>
/// <param name="Cells">An exercise, "first" or "last", and the code that stands there.</param>
internal sealed partial record HostileSubmission(string Name, string Aim, double Earns, bool IsAtMost, bool FromStubs, string? Flag, IReadOnlyList<(string Place, string Code)> Cells)
{
    private const int BombSize = 30_000;

    public static IReadOnlyList<HostileSubmission> All { get; } =
        [.. File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Grading", "Hostile.md")).Split("\n## ")[1..].Select(Parse)];

    /// <param name="names">Real paths and ports for the code's placeholders.</param>
    public Notebook ToNotebook(Notebook stub, Notebook solved, IReadOnlyDictionary<string, string> names)
    {
        string Filled(string code) => BombPattern().Replace(
            names.Aggregate(code, (text, name) => text.Replace(name.Key, name.Value)), bomb => string.Concat(Enumerable.Repeat(bomb.Groups[1].Value, BombSize)));
        Cell[] Own(string place) => [.. Cells.Where(cell => cell.Place == place).Select((cell, index) => new Cell($"own-{place}-{index}", CellType.Code, Filled(cell.Code), [], []))];

        Notebook answered = (FromStubs ? stub : solved).Map(cell =>
            cell.Role.Role == CellRole.Answer && Cells.FirstOrDefault(own => own.Place == cell.Role.Exercise) is { Code: string code } ? cell with { Source = Filled(code) } : cell);
        return answered with { Cells = [.. Own("first"), .. answered.Cells, .. Own("last")] };
    }

    private static HostileSubmission Parse(string section)
    {
        string name = section[..section.IndexOf('\n')];
        Match earns = EarnsPattern().Match(section);
        if (!earns.Success) throw new InvalidDataException($"Hostile.md does not say what '{name}' earns");
        return new(name, section[name.Length..earns.Index].Trim(), double.Parse(earns.Groups["points"].Value, CultureInfo.InvariantCulture), earns.Groups["most"].Success, earns.Groups["stubs"].Success,
            earns.Groups["flag"].Success ? earns.Groups["flag"].Value : null, [.. FencePattern().Matches(section).Select(fence => (fence.Groups[1].Value, fence.Groups[2].Value))]);
    }

    [GeneratedRegex(@"Earns (?<most>at most )?(?<points>[0-9.]*[0-9])(?<stubs> from stubs)?\.(?: Flag: (?<flag>[a-z-]+)\.)?")]
    private static partial Regex EarnsPattern();

    [GeneratedRegex(@"^```csharp (\S+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencePattern();

    [GeneratedRegex(@"BOMB(.+)$", RegexOptions.Multiline)]
    private static partial Regex BombPattern();
}
