using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Grading;

/// <summary>Notebooks as editors, file systems and bad luck leave them: real submissions with a few changes that nobody intended.</summary>
internal static class NotebookMutations
{
    private static readonly Dictionary<string, Func<Random, byte[], byte[]>> OfBytes = new()
    {
        ["cut short"] = (random, bytes) => bytes[..random.Next(bytes.Length)],
        ["flipped"] = (random, bytes) => Repeated(random, 20, bytes, b => b[random.Next(b.Length)] ^= (byte)(1 << random.Next(8))),
        ["overwritten"] = (random, bytes) => Repeated(random, 10, bytes, b => b[random.Next(b.Length)] = (byte)random.Next(256)),
        ["with a hole"] = (random, bytes) => random.Next(bytes.Length) is var start ? [.. bytes[..start], .. bytes[Math.Min(bytes.Length, start + random.Next(200))..]] : bytes,
        ["with a piece twice"] = (random, bytes) => random.Next(bytes.Length) is var start ? [.. bytes[..start], .. bytes[Math.Max(0, start - random.Next(500))..]] : bytes,
        ["with null bytes"] = (random, bytes) => [.. bytes.SelectMany(b => random.Next(200) == 0 ? new byte[] { 0, b } : [b])],
        ["with a byte order mark"] = (_, bytes) => [0xEF, 0xBB, 0xBF, .. bytes],
        ["in UTF-16"] = (random, bytes) => [.. random.Next(2) == 0 ? Encoding.Unicode.Preamble : [], .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes))],
        ["in UTF-16, big end first"] = (random, bytes) => [.. random.Next(2) == 0 ? Encoding.BigEndianUnicode.Preamble : [], .. Encoding.BigEndianUnicode.GetBytes(Encoding.UTF8.GetString(bytes))],
        ["in UTF-32"] = (_, bytes) => [.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(Encoding.UTF8.GetString(bytes))],
        ["replaced by noise"] = (random, bytes) => Noise(random, random.Next(3000)),
        ["followed by itself"] = (_, bytes) => [.. bytes, .. bytes],
        ["with half a surrogate pair"] = (random, bytes) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("return", random.Next(2) == 0 ? "\\ud83d" : "\\udc00\\ud83d")),
        ["with a member twice"] = (random, bytes) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("\"source\"", random.Next(2) == 0 ? "\"source\": 7, \"source\"" : "\"metadata\": null, \"source\"")),
        ["with numbers that are none"] = (random, bytes) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("null", random.Next(2) == 0 ? "1e999" : "NaN").Replace("\"nbformat\": 4", random.Next(2) == 0 ? "\"nbformat\": 4.0" : "\"nbformat\": 4e0")),
        ["with brackets"] = (random, bytes) => Encoding.UTF8.GetBytes(new string('[', random.Next(2000)) + Encoding.UTF8.GetString(bytes)),
    };

    private static readonly Dictionary<string, Action<Random, JsonObject>> OfTree = new()
    {
        ["with wrong types"] = (random, root) => Often(random, 3, () => Replace(random, root, Wrong(random))),
        ["with members gone"] = (random, root) => Often(random, 3, () => Remove(random, root)),
        ["with cells exchanged"] = (random, root) => Cells(root, cells => { int a = random.Next(cells.Count), b = random.Next(cells.Count); (cells[a], cells[b]) = (cells[b], cells[a]); }),
        ["shuffled"] = (random, root) => Cells(root, cells => { JsonNode?[] shuffled = [.. cells]; random.Shuffle(shuffled); cells.Clear(); cells.AddRange(shuffled); }),
        ["with cells copied"] = (random, root) => Cells(root, cells => Often(random, 5, () => cells.Insert(random.Next(cells.Count), cells[random.Next(cells.Count)]?.DeepClone()))),
        ["with one id for all"] = (random, root) => Cells(root, cells => cells.ForEach(cell => cell!["id"] = random.Next(2) == 0 ? "ex-01-1" : "x")),
        ["with grade ids exchanged"] = (random, root) => Cells(root, cells => cells.ForEach(cell => cell!["metadata"] = new JsonObject { ["nbgrader"] = new JsonObject { ["grade_id"] = $"ex-01-{random.Next(4)}{(random.Next(2) == 0 ? "-check-1" : "")}" } })),
        ["with odd metadata"] = (random, root) => Cells(root, cells => cells.ForEach(cell => cell!["metadata"] = new JsonObject { [random.Next(2) == 0 ? "nbgrader" : "coursekit"] = Wrong(random), ["tags"] = Wrong(random) })),
        ["without metadata"] = (_, root) => Cells(root, cells => cells.ForEach(cell => { cell!.AsObject().Remove("metadata"); cell.AsObject().Remove("id"); })),
        ["nested deeply"] = (random, root) => root["metadata"] = Nested(random.Next(1, 700)),
        ["with a huge cell"] = (random, root) => Cells(root, cells => cells[random.Next(cells.Count)]!["source"] = string.Concat(Enumerable.Repeat("int Add((!<[{$\"\n"[random.Next(12)..], 20_000))),
        ["with many cells"] = (random, root) => Cells(root, cells => cells.AddRange(Enumerable.Range(0, 1500).Select(i => new JsonObject { ["cell_type"] = "code", ["source"] = $"int x{i} = {random.Next()};", ["metadata"] = new JsonObject() }))),
        ["of other types"] = (random, root) => Cells(root, cells => cells.ForEach(cell => cell!["cell_type"] = new[] { "code", "markdown", "raw" }[random.Next(3)])),
        ["with odd outputs"] = (random, root) => Cells(root, cells => cells.ForEach(cell => cell!["outputs"] = new JsonArray(Wrong(random), new JsonObject { ["output_type"] = Wrong(random), ["data"] = Wrong(random) }))),
        ["of another version"] = (random, root) => root["nbformat"] = new JsonNode?[] { 3, 5, "4", null, -1, 1L << 40 }[random.Next(6)],
        ["without cells"] = (random, root) => root["cells"] = random.Next(2) == 0 ? new JsonArray() : Wrong(random),
    };

    public static int Kinds => OfBytes.Count + OfTree.Count;

    /// <summary>The same ones for the same seed; each kind as often as the others, one in four changed by two kinds at once.</summary>
    public static IEnumerable<(string What, byte[] Bytes)> Make(int count, int seed, params Notebook[] originals)
    {
        string[] texts = [.. originals.Select(NotebookFile.ToText)];
        for (int i = 0; i < count; i++)
        {
            var random = new Random(HashCode(seed, i));
            string text = texts[random.Next(texts.Length)], what = $"number {i} of seed {seed}: ";
            int kind = i % Kinds;
            if (kind >= OfBytes.Count || random.Next(4) == 0)
            {
                (string name, Action<Random, JsonObject> change) = OfTree.ElementAt(kind >= OfBytes.Count ? kind - OfBytes.Count : random.Next(OfTree.Count));
                JsonObject root = JsonNode.Parse(text)!.AsObject();
                change(random, root);
                text = root.ToJsonString(new JsonSerializerOptions { MaxDepth = 2000 });
                what += name + " ";
            }
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            if (kind < OfBytes.Count)
            {
                (string name, Func<Random, byte[], byte[]> change) = OfBytes.ElementAt(kind);
                bytes = change(random, bytes);
                what += name;
            }
            yield return (what.Trim(), bytes);
        }
    }

    private static int HashCode(int seed, int number) => unchecked((seed * 397) ^ (number * 7919));

    private static byte[] Repeated(Random random, int most, byte[] bytes, Action<byte[]> change)
    {
        byte[] copy = [.. bytes];
        Often(random, most, () => change(copy));
        return copy;
    }

    private static void Often(Random random, int most, Action action)
    {
        for (int n = random.Next(1, most + 1); n > 0; n--) action();
    }

    private static byte[] Noise(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static void Cells(JsonObject root, Action<List<JsonNode?>> change)
    {
        List<JsonNode?> cells = [.. root["cells"]!.AsArray()];
        root["cells"]!.AsArray().Clear();
        change(cells);
        root["cells"] = new JsonArray([.. cells]);
    }

    private static JsonNode? Wrong(Random random) => random.Next(11) switch
    {
        0 => null,
        1 => true,
        2 => -1,
        3 => 1e300,
        4 => "text",
        5 => new string('\u0000', 3) + "\u202E",
        6 => new JsonArray(),
        7 => new JsonArray(null, 1, "a\r\n", new JsonObject()),
        8 => new JsonObject(),
        9 => Nested(random.Next(1, 60)),
        _ => new JsonObject { ["grade_id"] = new JsonArray(), ["points"] = "many", ["role"] = new JsonObject(), ["exercise"] = 1, ["forbid"] = "all", ["notebook"] = new JsonArray() },
    };

    private static JsonNode Nested(int depth)
    {
        JsonNode node = new JsonObject();
        for (int i = 0; i < depth; i++) node = i % 2 == 0 ? new JsonArray(node) : new JsonObject { ["coursekit"] = node };
        return node;
    }

    private static void Replace(Random random, JsonObject root, JsonNode? value)
    {
        List<(JsonNode Parent, string? Name, int Index)> places = [.. Places(root)];
        (JsonNode parent, string? name, int index) = places[random.Next(places.Count)];
        if (name is not null) parent[name] = value;
        else parent[index] = value;
    }

    private static void Remove(Random random, JsonObject root)
    {
        List<(JsonNode Parent, string? Name, int Index)> places = [.. Places(root)];
        if (places.Count == 0) return;
        (JsonNode parent, string? name, int index) = places[random.Next(places.Count)];
        if (name is not null) parent.AsObject().Remove(name);
        else parent.AsArray().RemoveAt(index);
    }

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Places(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(member => (member.Value is null ? [] : Places(member.Value)).Prepend((node, member.Key, -1))),
        JsonArray items => items.SelectMany((item, index) => (item is null ? [] : Places(item)).Prepend((node, null, index))),
        _ => [],
    };
}
