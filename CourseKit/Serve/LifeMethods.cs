using System.Reflection;
using System.Text.Json.Nodes;
using StreamJsonRpc;

namespace CourseKit.Serve;

/// <summary>How a connection begins and ends.</summary>
internal sealed class LifeMethods(NotebookSessions sessions, EditorLanguage language, Action end)
{
    /// <summary>The protocol beyond LSP that is spoken here; a number that grows when one side would not understand the other.</summary>
    public const int Protocol = 1;

    public static string Version { get; } =
        typeof(LifeMethods).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "0.0.0";

    [JsonRpcMethod("initialize", UseSingleObjectParameterDeserialization = true)]
    public JsonObject Initialize(InitializeParams request)
    {
        if (request.InitializationOptions?.Coursekit is { Protocol: var spoken } && spoken != Protocol)
            throw new LocalRpcException(Mismatch(spoken)) { ErrorCode = -32002 };
        foreach (string folder in Folders(request))
        {
            // Notebooks lie in the folder itself or, in a course, one below.
            sessions.Prepare(Course.TryFind(folder) is { } course ? course.Notebooks : folder);
            break;
        }
        language.Abilities = ClientAbilities.Of(request.Capabilities);
        return new JsonObject
        {
            ["serverInfo"] = new JsonObject { ["name"] = "coursekit", ["version"] = Version },
            ["capabilities"] = Abilities(),
        };
    }

    [JsonRpcMethod("initialized")]
    public void Initialized() =>
        _ = Task.Run(async () =>
        {
            // First the worker, for whom a person waits sooner.
            await sessions.WarmAsync();
            await language.WarmUpAsync();
        });

    [JsonRpcMethod("$/setTrace")]
    public void SetTrace() { }

    [JsonRpcMethod("shutdown")]
    public async Task<object?> ShutdownAsync()
    {
        await sessions.DisposeAsync();
        return null;
    }

    [JsonRpcMethod("exit")]
    public void Exit() => end();

    private static IEnumerable<string> Folders(InitializeParams request) =>
        (request.WorkspaceFolders?.Select(folder => folder.Uri) ?? [])
            .Append(request.RootUri)
            .OfType<string>()
            .Select(DocumentUri.ToPath)
            .OfType<string>()
            .Where(Directory.Exists);

    private static string Mismatch(int spoken) =>
        spoken > Protocol
            ? $"this coursekit ({Version}, protocol {Protocol}) is older than the extension (protocol {spoken}); "
                + "bring it up to date: dotnet tool update --global coursekit"
            : $"the extension (protocol {spoken}) is older than this coursekit ({Version}, protocol {Protocol}); "
                + "bring it up to date: coursekit vscode install";

    private static JsonObject Abilities() =>
        new()
        {
            ["positionEncoding"] = "utf-16",
            ["textDocumentSync"] = new JsonObject { ["openClose"] = true, ["change"] = 2 },
            ["notebookDocumentSync"] = new JsonObject
            {
                ["notebookSelector"] = new JsonArray(
                    new JsonObject
                    {
                        ["notebook"] = "jupyter-notebook",
                        ["cells"] = new JsonArray(new JsonObject { ["language"] = "csharp" }),
                    }
                ),
                ["save"] = true,
            },
            ["completionProvider"] = new JsonObject
            {
                ["triggerCharacters"] = new JsonArray(".", "\"", ":", " ", "#", "!"),
                ["resolveProvider"] = true,
            },
            ["hoverProvider"] = true,
            ["signatureHelpProvider"] = new JsonObject
            {
                ["triggerCharacters"] = new JsonArray("(", ","),
                ["retriggerCharacters"] = new JsonArray(")"),
            },
            ["definitionProvider"] = true,
            ["referencesProvider"] = true,
            ["renameProvider"] = new JsonObject { ["prepareProvider"] = true },
            ["documentSymbolProvider"] = true,
            ["semanticTokensProvider"] = new JsonObject { ["legend"] = SemanticTokens.Legend(), ["full"] = true },
            ["documentFormattingProvider"] = true,
            ["codeActionProvider"] = new JsonObject { ["codeActionKinds"] = new JsonArray("quickfix") },
            ["experimental"] = new JsonObject { ["coursekit"] = new JsonObject { ["protocol"] = Protocol } },
        };
}

internal sealed record InitializeParams(
    string? RootUri = null,
    IReadOnlyList<WorkspaceFolder>? WorkspaceFolders = null,
    JsonNode? Capabilities = null,
    InitializationOptions? InitializationOptions = null
);

internal sealed record WorkspaceFolder(string Uri, string? Name = null);

internal sealed record InitializationOptions(OwnOptions? Coursekit = null);

/// <param name="Protocol">What <see cref="LifeMethods.Protocol"/> is on the editor's side.</param>
internal sealed record OwnOptions(int Protocol, string? Extension = null);

/// <summary>What this editor can do beyond what every editor can.</summary>
/// <param name="Snippets">Completions with places to fill in.</param>
/// <param name="SharedRange">One range for all completions of a list.</param>
internal sealed record ClientAbilities(bool Snippets, bool SharedRange)
{
    public static ClientAbilities Of(JsonNode? capabilities)
    {
        JsonNode? completion = (capabilities as JsonObject)?["textDocument"]?["completion"];
        bool snippets = completion?["completionItem"]?["snippetSupport"]?.GetValue<bool>() ?? false;
        bool range =
            (completion?["completionList"]?["itemDefaults"] as JsonArray)?.Any(name => name?.GetValue<string>() == "editRange") ?? false;
        return new(snippets, range);
    }
}
