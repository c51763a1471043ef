using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.Text;
using StreamJsonRpc;

namespace CourseKit.Serve;

/// <summary>What each name is, for its colour; all that a grammar sees without a compiler is left to the editor.</summary>
internal sealed class SemanticTokens(EditorLanguage language)
{
    private const int Static = 1,
        ReadOnly = 2;

    private static readonly string[] Types =
    [
        "namespace",
        "class",
        "struct",
        "enum",
        "interface",
        "typeParameter",
        "method",
        "function",
        "property",
        "variable",
        "parameter",
        "enumMember",
        "event",
    ];

    private static readonly Dictionary<string, string> TypeOf = new()
    {
        [ClassificationTypeNames.NamespaceName] = "namespace",
        [ClassificationTypeNames.ClassName] = "class",
        [ClassificationTypeNames.RecordClassName] = "class",
        [ClassificationTypeNames.DelegateName] = "class",
        [ClassificationTypeNames.StructName] = "struct",
        [ClassificationTypeNames.RecordStructName] = "struct",
        [ClassificationTypeNames.EnumName] = "enum",
        [ClassificationTypeNames.InterfaceName] = "interface",
        [ClassificationTypeNames.TypeParameterName] = "typeParameter",
        [ClassificationTypeNames.MethodName] = "method",
        [ClassificationTypeNames.ExtensionMethodName] = "method",
        [ClassificationTypeNames.PropertyName] = "property",
        [ClassificationTypeNames.FieldName] = "property",
        [ClassificationTypeNames.ConstantName] = "variable",
        [ClassificationTypeNames.LocalName] = "variable",
        [ClassificationTypeNames.ParameterName] = "parameter",
        [ClassificationTypeNames.EnumMemberName] = "enumMember",
        [ClassificationTypeNames.EventName] = "event",
    };

    /// <summary>What the numbers mean.</summary>
    public static JsonObject Legend() =>
        new()
        {
            ["tokenTypes"] = new JsonArray([.. Types.Select(type => JsonValue.Create(type))]),
            ["tokenModifiers"] = new JsonArray("static", "readonly"),
        };

    [JsonRpcMethod("textDocument/semanticTokens/full", UseSingleObjectParameterDeserialization = true)]
    public async Task<JsonObject?> TokensAsync(DocumentParams request, CancellationToken cancellation)
    {
        if (await language.ViewAsync(request.TextDocument.Uri, cancellation) is not CellView view)
            return null;
        CellNames names = await CellNames.OfAsync(view.Chain, cancellation);
        var found = new SortedDictionary<int, (int Length, string Type, int Modifiers)>();
        foreach (
            IGrouping<TextSpan, ClassifiedSpan> group in (
                await Classifier.GetClassifiedSpansAsync(view.Document, new TextSpan(0, view.Source.Compiled.Length), cancellation)
            ).GroupBy(span => span.TextSpan)
        )
        {
            if (
                group.Select(span => TypeOf.GetValueOrDefault(span.ClassificationType)).FirstOrDefault(type => type is not null)
                is not string type
            )
                continue;
            if (view.Source.ToWritten(group.Key) is not TextSpan { Length: > 0 } span)
                continue;
            string text = view.Source.Written.ToString(span);
            if (text.Contains('\n'))
                continue;
            int modifiers =
                (group.Any(one => one.ClassificationType == ClassificationTypeNames.StaticSymbol) ? Static : 0)
                | (group.Any(one => one.ClassificationType == ClassificationTypeNames.ConstantName) ? ReadOnly : 0);
            if (
                type == "property"
                && names.Variables.Contains(text)
                && group.Any(one => one.ClassificationType == ClassificationTypeNames.FieldName)
            )
                type = "variable";
            if (type == "method" && names.Functions.Contains(text))
                type = "function";
            found[span.Start] = (span.Length, type, modifiers);
        }
        return new JsonObject { ["data"] = Encoded(found, view.Source.Written) };
    }

    /// <summary>Five numbers a token: lines and characters from the one before, length, type, modifiers.</summary>
    private static JsonArray Encoded(SortedDictionary<int, (int Length, string Type, int Modifiers)> tokens, SourceText text)
    {
        var data = new JsonArray();
        (int line, int character, int end) = (0, 0, 0);
        foreach ((int start, (int length, string type, int modifiers)) in tokens)
        {
            if (start < end)
                continue;
            LinePosition place = text.Lines.GetLinePosition(start);
            foreach (
                int number in (int[])
                    [
                        place.Line - line,
                        place.Line == line ? place.Character - character : place.Character,
                        length,
                        Array.IndexOf(Types, type),
                        modifiers,
                    ]
            )
                data.Add(number);
            (line, character, end) = (place.Line, place.Character, start + length);
        }
        return data;
    }
}
