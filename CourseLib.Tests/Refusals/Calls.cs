namespace CourseLib.Tests.Refusals;

/// <summary>Calls that must be refused. A family stands in the file of its name.</summary>
public static partial class Calls
{
    private static readonly Dictionary<string, Refusal> Table = new[] { Layers, Convolutions, Norms, Models, Training, Study }.SelectMany(family => family).ToDictionary(refusal => refusal.Call["() => ".Length..]);

    public static IReadOnlyCollection<string> Texts => Table.Keys;

    public static TheoryData<string> All => [.. Table.Keys];

    public static Refusal Of(string call) => Table[call];
}
