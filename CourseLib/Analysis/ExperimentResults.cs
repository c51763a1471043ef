using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CourseLib.Analysis;

/// <summary>The results of an experiment: those that the course publishes, or a file that <c>coursekit experiment</c> wrote.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Library">What computed it.</param>
/// <param name="Data">The data set.</param>
/// <param name="TrainImages">How many images each run was trained on.</param>
/// <param name="ValidationImages">How many images, taken from the training part, the choices were made on.</param>
/// <param name="TestImages">How many images each finished run was tested on, once.</param>
/// <param name="Recipes">What the recipes are, in words, by name.</param>
/// <param name="Runs">All finished runs, in order.</param>
public sealed record ExperimentResults(
    string Experiment, string Library, string Data, int TrainImages, int ValidationImages, int TestImages,
    IReadOnlyDictionary<string, string> Recipes, IReadOnlyList<ExperimentRun> Runs)
{
    /// <summary>Field names as in Python, so that both sides can write these files.</summary>
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the runs took; empty where nobody measured.</summary>
    [JsonIgnore]
    public IReadOnlyList<ExperimentTime> Times { get; init; } = [];

    /// <summary>The published results of that name, or null when there are none.</summary>
    /// <param name="name">"batchnorm-full"; "batchnorm-full.torch" for the same runs in PyTorch.</param>
    /// <exception cref="InvalidDataException">They cannot be read.</exception>
    public static ExperimentResults? Published(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Resource(name) is not string text ? null : Parse(text, name) with { Times = Resource(name + ".times") is string times ? ParseTimes(times, name + ".times") : [] };
    }

    /// <summary>The results in a file, with the times beside it.</summary>
    /// <exception cref="InvalidDataException">They cannot be read.</exception>
    public static ExperimentResults Load(string path)
    {
        string times = Path.ChangeExtension(path, ".times.json");
        return Parse(File.ReadAllText(path), path) with { Times = File.Exists(times) ? ParseTimes(File.ReadAllText(times), times) : [] };
    }

    /// <summary>The runs of one study, those together that differ in their seeds only, in the order of the file.</summary>
    public IReadOnlyList<ExperimentGroup> Groups(string study) =>
        [.. Runs.Where(run => run.Study == study).GroupBy(run => (run.Recipe, run.Arm, run.Batch, run.Rate, run.Epochs)).Select(group => new ExperimentGroup([.. group.OrderBy(run => run.Seed)]))];

    /// <summary>What the runs of a group took.</summary>
    public IReadOnlyList<ExperimentTime> TimesOf(ExperimentGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        ExperimentRun one = group.Runs[0];
        return [.. Times.Where(time => (time.Study, time.Recipe, time.Arm, time.Batch, time.Rate, time.Epochs) == (one.Study, one.Recipe, one.Arm, one.Batch, one.Rate, one.Epochs))];
    }

    /// <summary>The file, a line a run.</summary>
    internal string ToJson()
    {
        string head = JsonSerializer.Serialize(this with { Runs = [] }, Options);
        return Lines(head[..head.LastIndexOf('[')] + "[", Runs.Select(run => JsonSerializer.Serialize(run, Options)), "]}");
    }

    /// <summary>The file of times, a line a run.</summary>
    internal string TimesToJson() => Lines("[", Times.Select(time => JsonSerializer.Serialize(time, Options)), "]");

    internal static IReadOnlyList<ExperimentTime> ParseTimes(string text, string name) => Read<List<ExperimentTime>>(text, name);

    private static ExperimentResults Parse(string text, string name) => Read<ExperimentResults>(text, name);

    private static T Read<T>(string text, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("it is empty");
        }
        catch (JsonException cause)
        {
            throw new InvalidDataException($"{name} does not hold the results of an experiment: {cause.Message}", cause);
        }
    }

    private static string Lines(string head, IEnumerable<string> rows, string end) =>
        new StringBuilder(head).Append('\n').AppendJoin(",\n", rows).Append('\n').Append(end).Append('\n').ToString();

    private static string? Resource(string name)
    {
        using Stream? stream = typeof(ExperimentResults).Assembly.GetManifestResourceStream($"results/{name}.json");
        return stream is null ? null : new StreamReader(stream).ReadToEnd();
    }
}
