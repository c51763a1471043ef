using System.Text.Json;
using System.Text.Json.Serialization;

namespace CourseLib.Data;

/// <summary>
/// What lies in a data set's folder (its <c>manifest.json</c>): record files, each record one label byte and then C·H·W pixel bytes,
/// the format of CIFAR-10's binary version. It is written last, so a folder that has one is complete.
/// </summary>
/// <param name="Name">As in <c>coursekit data get NAME</c>.</param>
/// <param name="Title">For people.</param>
/// <param name="Source">Who made it, and in which publication.</param>
/// <param name="Page">The data set's own page.</param>
/// <param name="Licence">What its makers say of its use.</param>
/// <param name="ImageShape">[channels, height, width].</param>
/// <param name="Classes">Class names, by label.</param>
/// <param name="Files">The files with records.</param>
/// <param name="Cut">How a subset was cut from the whole; null for the whole.</param>
internal sealed record DatasetManifest(
    string Name,
    string Title,
    string Source,
    string Page,
    string Licence,
    IReadOnlyList<int> ImageShape,
    IReadOnlyList<string> Classes,
    IReadOnlyList<DatasetFile> Files,
    string? Cut = null)
{
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<Split>(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Bytes of a record: a label and an image.</summary>
    [JsonIgnore]
    public int RecordSize => 1 + ImageShape.Aggregate(1, (product, size) => checked(product * size));

    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <exception cref="InvalidDataException">The file is not a manifest.</exception>
    public static DatasetManifest Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            var manifest = JsonSerializer.Deserialize<DatasetManifest>(File.ReadAllText(path), Json);
            if (manifest is { ImageShape.Count: 3, Classes.Count: > 0 } && manifest.ImageShape.All(size => size > 0)) return manifest;
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{path} is not a data set's manifest: {failure.Message}", failure);
        }
        throw new InvalidDataException($"{path} is not a data set's manifest: it needs classes and an imageShape of [channels, height, width]");
    }
}

/// <summary>One file of records.</summary>
/// <param name="Name">Beside the manifest.</param>
/// <param name="Split">Which part it belongs to.</param>
/// <param name="Images">How many records.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
internal sealed record DatasetFile(string Name, Split Split, int Images, string Sha256);
