using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Worker;

/// <summary>
/// The compiled state of one notebook. Each cell becomes a scripting submission that sees all earlier ones: their variables, types,
/// methods and usings, the latest of a name first.
/// </summary>
/// <remarks>
/// The chain of submissions is made here, not by CSharpScript, for three reasons: the semantic model is needed before the cell
/// runs, the references are shared by all cells, and a cell that fails at run time keeps what it has declared.
/// </remarks>
internal sealed class CellSession
{
    /// <summary>What the assemblies of cells are called, before their numbers.</summary>
    public const string AssemblyPrefix = "cell-";

    public static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);
    private const string UsesPointers = "CS0227";

    private static readonly EmitOptions Emission = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    private readonly Lazy<CSharpCompilationOptions> options;
    private readonly Lazy<CSharpCompilation> first;
    private readonly CellAssemblies assemblies = new();
    private readonly Dictionary<Assembly, CellText> texts = [];
    private readonly Dictionary<int, CSharpCompilation?> left = new() { [0] = null };
    private readonly Dictionary<string, CSharpCompilation> cells = [];
    private readonly HashSet<string> confined = [];
    private readonly Dictionary<string, CSharpCompilation> contexts = [];
    private readonly LockedNames names;
    private readonly HashSet<Assembly> students = [];
    private volatile CSharpCompilation? previous;
    private object?[] states = new object?[16];
    private int count, started;

    /// <remarks>The compiler is a large library; a process that runs what another has compiled never loads it.</remarks>
    public CellSession(string workingDirectory)
    {
        names = new(Parsing, FollowNothing);
        options = new(() => OptionsIn(workingDirectory));
        first = new(() => CSharpCompilation.CreateScriptCompilation(
            "usings", CSharpSyntaxTree.ParseText(CellReferences.Usings, Parsing), CellReferences.All, options.Value.WithUsings(CellReferences.Imports).WithScriptClassName("Usings"), null, typeof(object)));
    }

    /// <summary>How cells are compiled.</summary>
    /// <param name="workingDirectory">Where the assemblies lie that they ask for.</param>
    public static CSharpCompilationOptions OptionsIn(string workingDirectory) => new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        concurrentBuild: false,
        deterministic: true,
        nullableContextOptions: NullableContextOptions.Annotations,
        metadataReferenceResolver: new CellResolver(workingDirectory),
        reportSuppressedDiagnostics: false);

    /// <summary>Compiles a cell behind the ones before it; nothing has run when this returns.</summary>
    /// <exception cref="CellFailure">It does not compile, or uses a symbol that it must not.</exception>
    public CompiledCell Compile(string text, string label, CellRules rules, CancellationToken cancellation)
    {
        CSharpCompilation? before = previous;
        (CellImage image, IReadOnlyList<Diagnostic> diagnostics) = Translate(text, label, rules, cancellation);
        CompiledCell cell = Load(image, text, label, rules.Confined) with { Diagnostics = diagnostics };
        if (before is not null && !Declares(previous!)) Unlink(previous!, before);
        return cell;
    }

    /// <summary>Whether later cells could name something of this one.</summary>
    private static bool Declares(CSharpCompilation cell) =>
        cell.ScriptClass is not INamedTypeSymbol members || members.GetMembers().Any(member => !member.IsImplicitlyDeclared)
        || cell.DirectiveReferences.Any()
        || cell.SyntaxTrees.Any(tree => (CompilationUnitSyntax)tree.GetRoot() is { Usings.Count: > 0 } or { Externs.Count: > 0 });

    /// <summary>
    /// Lets the next cell follow the one before. The compiler looks for a name in every cell of the chain, and keeps them all:
    /// ten thousand cells that only do something would make each name ten thousand times as dear.
    /// </summary>
    /// <remarks>The next cell takes its place among the states, too, which nothing asks for.</remarks>
    private void Unlink(CSharpCompilation cell, CSharpCompilation before)
    {
        cells.Remove(cell.AssemblyName!);
        previous = before;
    }

    /// <summary>The same, but loads nothing.</summary>
    public (CellImage Image, IReadOnlyList<Diagnostic> Diagnostics) Translate(string text, string label, CellRules rules, CancellationToken cancellation)
    {
        string rewritten = CellDialect.Rewritten(text);
        try
        {
            return TranslateAs(rewritten, text, label, rules, cancellation);
        }
        catch (UnheldVariables failure)
        {
            return TranslateAs(CellDialect.Enclosed(rewritten, failure.Places) ?? rewritten, text, label, rules, cancellation, isLast: true);
        }
    }

    private (CellImage Image, IReadOnlyList<Diagnostic> Diagnostics) TranslateAs(
        string rewritten, string text, string label, CellRules rules, CancellationToken cancellation, bool isLast = false)
    {
        SyntaxTree written = CSharpSyntaxTree.ParseText(SourceText.From(rewritten, Encoding.UTF8), Parsing, label, cancellation);
        if (rules.Locked is LockedCell locked) written = names.Bind(written, locked, cancellation);
        if (rules.Confined && ForbiddenSymbols.FindLoading(written) is Violation loading) throw new CellFailure(CellFailure.Confined, loading.Message, label, loading.Position);
        if (rules.Forbidden is { Count: > 0 }) Refuse(ForbiddenSymbols.FindLoading(written), label);
        CSharpCompilation plain = Follow(written, rules), compiled = plain;
        CellImage? image = null;
        IReadOnlyList<Diagnostic> diagnostics = [];
        if (((CompilationUnitSyntax)written.GetRoot(cancellation)).Members.Count == 0)
        {
            // Usings alone are no code, and the compiler makes no assembly of them.
            ThrowIfBroken(plain.GetDiagnostics(cancellation), label, text);
            image = new CellImage(null, [], "", "", HasValue: false, text);
        }
        else if (InterruptPoints.Insert(written, cancellation) is SyntaxTree watched && watched != written)
        {
            compiled = plain.ReplaceSyntaxTree(written, watched);
            (image, diagnostics) = TryEmit(compiled, watched, cancellation);
        }
        if (image is null)
        {
            // Errors are told of the text as it was written; should the looks at the interrupt flag be what does not compile, the cell does without.
            compiled = plain;
            (image, diagnostics) = TryEmit(plain, written, cancellation);
            if (diagnostics.FirstOrDefault(diagnostic => diagnostic.Id == UsesPointers) is Diagnostic pointers)
                throw new CellFailure(CellFailure.Confined, "uses pointers, " + Confinement.Because, label, pointers.Location.GetLineSpan().StartLinePosition);
            if (!isLast && UnheldVariables.In(diagnostics) is UnheldVariables unheld) throw unheld;
            ThrowIfBroken(diagnostics, label, text);
        }

        // What is refused is told of the text as it was written, too; to look for it there at once would be to analyse every cell twice.
        if (rules.Forbidden is { Count: > 0 } forbidden && new ForbiddenSymbols(forbidden, cells).FindIn(compiled) is Violation violation)
            Refuse(new ForbiddenSymbols(forbidden, cells).FindIn(plain) ?? violation, label);
        if (rules.Required is { Count: > 0 } required && ForbiddenSymbols.FindMissing(required, plain) is Violation missing) throw new CellFailure("RequiredSymbol", missing.Message, label, missing.Position);
        if (rules.Confined || rules.Guarded is not null) image = new CellRewriter(rules.Guarded ?? [], rules.Confined, label).Rewrite(image!);
        if (rules.Locked is LockedCell own && LockedNames.FindTaken(compiled, own, IsStudents) is Violation taken) throw new CellFailure(CellFailure.Taken, taken.Message, label, taken.Position);
        foreach (MetadataReference reference in compiled.DirectiveReferences)
            if (reference is PortableExecutableReference { FilePath: string path }) assemblies.AddReference(path);
        Accept(compiled);
        if (rules.Confined) confined.Add(compiled.AssemblyName!);
        return (image!, diagnostics);
    }

    private bool IsStudents(ISymbol symbol) => symbol.ContainingAssembly is IAssemblySymbol assembly && confined.Contains(assembly.Name);

    /// <summary>The compilation of a locked cell behind using directives only.</summary>
    private CSharpCompilation FollowNothing(SyntaxTree tree, string usings)
    {
        if (!contexts.TryGetValue(usings, out CSharpCompilation? context))
            contexts[usings] = context = CSharpCompilation.CreateScriptCompilation(
                "context", CSharpSyntaxTree.ParseText(usings, Parsing), [], options.Value.WithScriptClassName("Context"), first.Value, typeof(object));
        return CSharpCompilation.CreateScriptCompilation("locked", tree, [], options.Value.WithScriptClassName("Locked"), context, typeof(object));
    }

    /// <summary>The compilation of a cell that sees all cells accepted so far.</summary>
    /// <remarks>
    /// References and imports are handed down the chain. Given again, each cell would bind all of them once more for every cell
    /// before it: memory that grows with the square of the number of cells, 4 GB for a thousand.
    /// </remarks>
    private CSharpCompilation Follow(SyntaxTree tree, CellRules rules)
    {
        CSharpCompilationOptions chosen = options.Value.WithScriptClassName($"Cell{count + 1}");
        // What cannot be written with pointers cannot be done without the types that stand in for them, and those are refused by name.
        if (rules.Confined) chosen = chosen.WithAllowUnsafe(false);
        return CSharpCompilation.CreateScriptCompilation($"{AssemblyPrefix}{count + 1}", tree, [], chosen, previous ?? first.Value, typeof(object));
    }

    private (CellImage? Image, IReadOnlyList<Diagnostic> Diagnostics) TryEmit(CSharpCompilation compilation, SyntaxTree tree, CancellationToken cancellation)
    {
        using MemoryStream code = new(), symbols = new();
        EmitResult emitted = compilation.Emit(code, symbols, options: Emission, cancellationToken: cancellation);
        if (!emitted.Success) return (null, emitted.Diagnostics);
        IMethodSymbol entry = compilation.GetEntryPoint(cancellation)!;
        return (new(code.ToArray(), symbols.ToArray(), entry.ContainingType.MetadataName, entry.MetadataName, HasValue(compilation, tree), tree.GetText(cancellation).ToString()), emitted.Diagnostics);
    }

    /// <summary>Makes a cell that was compiled, here or in another process, ready to run.</summary>
    /// <param name="text">The cell as it was written.</param>
    /// <param name="isStudents">Of a student who is graded, not of the course.</param>
    public CompiledCell Load(CellImage image, string text, string label, bool isStudents)
    {
        if (image.Assembly is null) return new CompiledCell(null, _ => Task.FromResult<object?>(null), HasValue: false, []);
        Assembly loaded = assemblies.LoadCell(new(image.Assembly), new(image.Symbols));
        texts[loaded] = new CellText(label, text, image.Text);
        if (isStudents) students.Add(loaded);
        if (++started + 2 > states.Length) Array.Resize(ref states, 2 * states.Length);
        MethodInfo method = loaded.GetType(image.EntryType)!.GetMethod(image.EntryMethod)!;
        return new CompiledCell(loaded, method.CreateDelegate<Func<object?[], Task<object?>>>(), image.HasValue, []);
    }

    /// <summary>What <paramref name="tree"/> would mean as the next cell; any thread may ask, also while a cell runs.</summary>
    public SemanticModel Analyse(SyntaxTree tree) => Follow(tree, CellRules.None).GetSemanticModel(tree);

    /// <summary>Starts a compiled cell. The task's result is the value of the trailing expression.</summary>
    public Task<object?> Start(CompiledCell cell) => cell.Entry(states);

    /// <summary>The compilation of the last cell.</summary>
    public CSharpCompilation? Last => previous;

    /// <summary>Goes on behind a cell: one that was just compiled, or one of an earlier session, compiled there behind cells of the same <see cref="CellSurface"/>.</summary>
    public void Accept(CSharpCompilation cell)
    {
        count++;
        cells[cell.AssemblyName!] = cell;
        previous = cell;
    }

    /// <summary>Remembers what is declared now as what the cell <paramref name="id"/> has left.</summary>
    public void Remember(int id) => left[id] = previous;

    /// <summary>Forgets everything, for a process that compiles for one session after another and runs nothing: the next begins as if it were the first.</summary>
    public void Begin()
    {
        (previous, count) = (null, 0);
        cells.Clear();
        confined.Clear();
        foreach (int id in left.Keys.Where(id => id > 0).ToArray()) left.Remove(id);
    }

    /// <summary>Forgets the cells after the cell <paramref name="id"/>, whose ids are greater, and what they declared.</summary>
    /// <exception cref="CellFailure">There was no such cell, or it has been forgotten.</exception>
    public void Return(int id, string label)
    {
        if (!left.TryGetValue(id, out CSharpCompilation? state)) throw new CellFailure("UnknownCell", $"there is no cell {id} to go on from", label, default);
        foreach (int later in left.Keys.Where(later => later > id).ToArray()) left.Remove(later);
        previous = state;
        cells.Clear();
        for (CSharpCompilation? cell = state; cell is not null; cell = cell.ScriptCompilationInfo?.PreviousScriptCompilation) cells[cell.AssemblyName!] = cell;
    }

    /// <summary>The variables of all cells, each name with its latest value.</summary>
    public IReadOnlyList<(string Name, Type Type, object? Value)> Variables()
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var latest = new Dictionary<string, (string, Type, object?)>();
        foreach (object cell in states.OfType<object>())
            foreach (FieldInfo field in cell.GetType().GetFields(all))
                if (!field.Name.Contains('<')) latest[field.Name] = (field.Name, field.FieldType, field.GetValue(cell));
        return [.. latest.Values];
    }

    /// <summary>Lets libraries that cells use find native code in these files.</summary>
    public void AddNativeLibraries(IEnumerable<string> paths) => assemblies.AddNativeLibraries(paths);

    /// <summary>Loads a library beside the cells, which finds what they have referred to.</summary>
    public Assembly LoadLibrary(string path) => assemblies.LoadFromAssemblyPath(path);

    /// <summary>Whether an assembly is a student's cell; null for what is no cell.</summary>
    public bool? IsStudents(Assembly assembly) => texts.ContainsKey(assembly) ? students.Contains(assembly) : null;

    /// <summary>The text of the cell that <paramref name="assembly"/> was compiled from; null for other assemblies.</summary>
    public CellText? TextOf(Assembly assembly) => texts.GetValueOrDefault(assembly);

    private static void Refuse(Violation? violation, string label)
    {
        if (violation is not null) throw new CellFailure("ForbiddenSymbol", violation.Message, label, violation.Position);
    }

    private static void ThrowIfBroken(IEnumerable<Diagnostic> diagnostics, string label, string text)
    {
        Diagnostic[] errors = [.. diagnostics.Where(IsError)];
        if (errors.Length > 0) throw CellFailure.OfCompilation(errors, label, written: text);
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    /// <summary>Whether the cell ends in an expression that has a value: one without a semicolon, and not a call of a void method.</summary>
    private static bool HasValue(CSharpCompilation compilation, SyntaxTree tree) =>
        ((CompilationUnitSyntax)tree.GetRoot()).Members.LastOrDefault() is GlobalStatementSyntax
        {
            Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true, Expression: ExpressionSyntax expression }
        }
        && compilation.GetSemanticModel(tree).GetTypeInfo(expression) is { } type
        && (type.Type ?? type.ConvertedType) is { SpecialType: not SpecialType.System_Void };
}

/// <summary>Variables at the top of a cell whose type, a ref struct, only a block can hold.</summary>
internal sealed class UnheldVariables(IReadOnlyCollection<int> places) : Exception
{
    /// <summary>Where they are declared.</summary>
    public IReadOnlyCollection<int> Places { get; } = places;

    public static UnheldVariables? In(IEnumerable<Diagnostic> diagnostics)
    {
        int[] places = [.. diagnostics.Where(diagnostic => diagnostic.Id is "CS8345" or "CS8346" && diagnostic.Location.IsInSource).Select(diagnostic => diagnostic.Location.SourceSpan.Start)];
        return places.Length > 0 ? new(places) : null;
    }
}

/// <summary>A cell that is ready to run.</summary>
/// <param name="Assembly">Null for a cell that declares nothing and does nothing.</param>
/// <param name="Entry">Takes the states of all cells and adds its own.</param>
/// <param name="HasValue">Whether the cell ends in an expression.</param>
/// <param name="Diagnostics">What the compiler had to say all the same.</param>
internal sealed record CompiledCell(Assembly? Assembly, Func<object?[], Task<object?>> Entry, bool HasValue, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>What a cell is called and what stands in it.</summary>
/// <param name="Source">As it was written.</param>
/// <param name="Compiled">As it was compiled: the same lines, some of them longer.</param>
internal sealed record CellText(string Label, string Source, string Compiled)
{
    /// <summary>A 1-based line as it was written; null beyond the end.</summary>
    public string? Line(int number) => Line(Source, number);

    /// <summary>Whether columns mean the same in both texts.</summary>
    public bool HasColumns(int number) => Line(number) is string line && line == Line(Compiled, number);

    private static string? Line(string text, int number) =>
        SourceText.From(text).Lines is var lines && number > 0 && number <= lines.Count ? lines[number - 1].ToString() : null;
}
