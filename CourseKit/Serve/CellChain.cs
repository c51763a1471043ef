using CourseKit.Worker;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;

namespace CourseKit.Serve;

/// <summary>
/// Cells that see each other in order, as Roslyn's editing services want them: each is a project with one document, and a submission behind
/// the one before it. From one list of cells to the next, what is alike is kept, with all that the compiler knows of it.
/// </summary>
internal sealed class CellChain(string workingDirectory)
{
    private static readonly Lazy<MefHostServices> Services = new(() => MefHostServices.Create(MefHostServices.DefaultAssemblies));

    /// <summary>
    /// What is bound once, before any chain begins, and kept: the compiler uses again what it finds read of an assembly. Chains that began
    /// side by side would read all of them each for itself, and a type could differ from itself from one cell to the next.
    /// </summary>
    private static readonly Lazy<CSharpCompilation> Bound = new(() =>
    {
        CSharpCompilation nothing = CSharpCompilation.CreateScriptCompilation(
            "nothing",
            references: CellReferences.All,
            options: CellSession.OptionsIn(Environment.CurrentDirectory)
        );
        _ = nothing.Assembly;
        return nothing;
    });

    private readonly object gate = new();
    private readonly Dictionary<string, DocumentId> known = [];
    private IReadOnlyList<ChainedCell> cells = [];
    private Solution? solution;
    private ProjectId? first;
    private int made;

    /// <summary>The solution with these cells, and no others.</summary>
    public ChainView With(IReadOnlyList<ChainedCell> wanted)
    {
        lock (gate)
        {
            Solution next = solution ?? Begin();
            HashSet<string> keys = [.. wanted.Select(cell => cell.Key)];
            Dictionary<string, ChainedCell> before = cells.ToDictionary(cell => cell.Key);
            foreach (ChainedCell gone in cells.Where(cell => !keys.Contains(cell.Key)))
            {
                next = next.RemoveProject(known[gone.Key].ProjectId);
                known.Remove(gone.Key);
            }
            ProjectId previous = first!;
            foreach (ChainedCell cell in wanted)
            {
                if (!known.TryGetValue(cell.Key, out DocumentId? id))
                {
                    (next, id) = Add(next, cell, previous);
                    known[cell.Key] = id;
                }
                else
                {
                    if (before[cell.Key].Source != cell.Source)
                        next = next.WithDocumentText(id, cell.Source.Compiled);
                    if (next.GetProject(id.ProjectId)!.ProjectReferences.SingleOrDefault()?.ProjectId != previous)
                        next = next.WithProjectReferences(id.ProjectId, [new ProjectReference(previous)]);
                    if (!before[cell.Key].References.SequenceEqual(cell.References))
                        next = next.WithProjectMetadataReferences(id.ProjectId, References(cell));
                }
                previous = id.ProjectId;
            }
            (solution, cells) = (next, wanted);
            return new ChainView(next, wanted.ToDictionary(cell => known[cell.Key]));
        }
    }

    private Solution Begin()
    {
        _ = Bound.Value;
        Solution empty = new AdhocWorkspace(Services.Value).CurrentSolution;
        first = ProjectId.CreateNewId("usings");
        ProjectInfo usings = Submission(
            first,
            "usings",
            CellSession.OptionsIn(workingDirectory).WithUsings(CellReferences.Imports).WithScriptClassName("Usings"),
            [],
            CellReferences.All
        );
        return empty.AddProject(usings).AddDocument(DocumentId.CreateNewId(first), "usings.csx", CellReferences.Usings);
    }

    private (Solution, DocumentId) Add(Solution to, ChainedCell cell, ProjectId previous)
    {
        ProjectId project = ProjectId.CreateNewId(cell.Key);
        made++;
        ProjectInfo submission = Submission(
            project,
            $"{CellSession.AssemblyPrefix}{made}",
            CellSession.OptionsIn(workingDirectory).WithScriptClassName($"Cell{made}"),
            [new ProjectReference(previous)],
            References(cell)
        );
        DocumentId document = DocumentId.CreateNewId(project, cell.Key);
        return (to.AddProject(submission).AddDocument(document, cell.Key, cell.Source.Compiled, filePath: cell.Key), document);
    }

    private static IEnumerable<MetadataReference> References(ChainedCell cell) =>
        cell.References.Where(File.Exists).Select(path => MetadataReference.CreateFromFile(path));

    private static ProjectInfo Submission(
        ProjectId id,
        string name,
        CSharpCompilationOptions options,
        IEnumerable<ProjectReference> previous,
        IEnumerable<MetadataReference> references
    ) =>
        ProjectInfo.Create(
            id,
            VersionStamp.Default,
            name,
            name,
            LanguageNames.CSharp,
            compilationOptions: options,
            parseOptions: CellSession.Parsing.WithDocumentationMode(DocumentationMode.Parse),
            projectReferences: previous,
            metadataReferences: references,
            isSubmission: true,
            hostObjectType: typeof(object)
        );
}

/// <summary>A cell's place in a chain.</summary>
/// <param name="Key">What it is known by, from one list to the next.</param>
/// <param name="Uri">The editor's cell that it is, or was.</param>
/// <param name="References">Assemblies that it brings to itself and to those behind it.</param>
internal sealed record ChainedCell(string Key, string Uri, CellSource Source, IReadOnlyList<string> References);

/// <summary>A chain at one moment.</summary>
internal sealed record ChainView(Solution Solution, IReadOnlyDictionary<DocumentId, ChainedCell> Cells)
{
    public Document? Find(string key) =>
        Cells.FirstOrDefault(pair => pair.Value.Key == key).Key is DocumentId id ? Solution.GetDocument(id) : null;
}
