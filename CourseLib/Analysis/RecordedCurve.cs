using System.Text.Json;

namespace CourseLib.Analysis;

/// <summary>The losses of one training run by one or several processes, as <c>coursekit train</c> wrote them.</summary>
/// <param name="Processes">How many processes shared each batch.</param>
/// <param name="Batch">Images in a batch, of all processes together.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Seed">What everything random followed from.</param>
/// <param name="Losses">The mean loss of each step's batch, in nats.</param>
public sealed record RecordedCurve(int Processes, int Batch, double Rate, int Seed, IReadOnlyList<double> Losses)
{
    /// <summary>The curves of that name that the course publishes, in the order of their file.</summary>
    /// <param name="name">"data-parallel".</param>
    /// <exception cref="ArgumentException">There are none of that name.</exception>
    public static IReadOnlyList<RecordedCurve> Published(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        using Stream stream = typeof(RecordedCurve).Assembly.GetManifestResourceStream($"results/{name}.json")
            ?? throw new ArgumentException($"no curves are published as \"{name}\"", nameof(name));
        return JsonSerializer.Deserialize<List<RecordedCurve>>(stream, JsonSerializerOptions.Web)!;
    }
}
