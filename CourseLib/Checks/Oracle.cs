using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CourseLib.Checks;

/// <summary>What the solution of a notebook recorded, and how each check cell counts. It is the only source of expected values.</summary>
/// <param name="Notebook">The notebook's name, "08-batchnorm2d".</param>
/// <param name="Origin">SHA-256 of the texts it was recorded from; a stale oracle is found by comparing it.</param>
/// <param name="Cells">The check cells in the notebook's order.</param>
public sealed record Oracle(string Notebook, string Origin, IReadOnlyList<OracleCell> Cells)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads the oracle in a file.</summary>
    /// <exception cref="InvalidDataException">The file is not an oracle.</exception>
    public static Oracle Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Oracle>(File.ReadAllText(path), Json) ?? throw new JsonException("it is empty");
        }
        catch (JsonException cause)
        {
            throw new InvalidDataException($"{path} is not an oracle: {cause.Message}; build the notebooks again", cause);
        }
    }

    /// <summary>The text of an oracle file; ends with a line feed.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json).ReplaceLineEndings("\n") + "\n";

    /// <summary>The part that students may have: what the visible checks expect.</summary>
    public Oracle Visible() => this with { Cells = [.. Cells.Where(cell => !cell.Hidden)] };

    /// <summary>
    /// What lies beside a student's notebook: of the visible checks, with hashes in place of the answers to questions. A question whose answer has no
    /// hash, a fraction, is judged when the work is graded.
    /// </summary>
    public Oracle Shipped() => this with
    {
        Cells = [.. Visible().Cells.Select(cell => cell with { Expected = [.. cell.Expected.Select(Veiled).OfType<Expectation>()] })],
    };

    private Expectation? Veiled(Expectation expected)
    {
        if (expected.Recording.Veiled != true) return expected;
        string salt = Veil.Salt(Origin, expected.Recording.Name);
        RecordedValue? answer = expected.Recording is { Value: RecordedValue value, Tolerance: 0 } ? Veil.Of(value, salt) : null;
        return answer is null ? null : new(
            expected.Recording with { Value = answer },
            [.. expected.Mistakes.Select(mistake => Veil.Of(mistake.Value, salt) is RecordedValue veiled ? mistake with { Value = veiled } : null).OfType<Mistake>()]);
    }

    /// <summary>The expectation named <paramref name="check"/>, or null.</summary>
    public Expectation? Find(string check) => Cells.SelectMany(cell => cell.Expected).FirstOrDefault(expected => expected.Recording.Name == check);
}

/// <summary>The visible or the hidden checks of one check cell; a cell with both is listed twice, its points divided by the number of checks.</summary>
/// <param name="Id">The cell's id, which is its grade id.</param>
/// <param name="Exercise">The exercise it belongs to, "08.1".</param>
/// <param name="Points">What these checks are worth; they share it equally.</param>
/// <param name="Hidden">True for checks that students do not see.</param>
/// <param name="Expected">What the solution recorded, in order.</param>
public sealed record OracleCell(string Id, string Exercise, double Points, bool Hidden, IReadOnlyList<Expectation> Expected);

/// <summary>What the solution recorded in one check, and what known mistakes record there.</summary>
public sealed record Expectation(Recording Recording, IReadOnlyList<Mistake> Mistakes);

/// <summary>A mistake that students make, known by the value it gives.</summary>
/// <param name="Id">"decay-direction".</param>
/// <param name="Hint">What a teaching assistant would say about it.</param>
/// <param name="Value">What a check records when the mistake is made; of type "error" when it makes the code throw.</param>
public sealed record Mistake(string Id, string Hint, RecordedValue Value);
