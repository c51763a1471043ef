using System.Text.Json.Serialization;

namespace CourseKit.Worker;

/// <summary>Requests and events as JSON. Code is generated at build time: a worker's start is no moment to reflect.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Request))]
[JsonSerializable(typeof(WorkerEvent))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
