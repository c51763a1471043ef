using CourseLib.Tensors;

namespace CourseLib.Tests.Golden;

/// <summary>What PyTorch gives, from the .safetensors files of this folder, which the scripts of the same names write.</summary>
public static class GoldenValues
{
    private static readonly Dictionary<string, Tensor> Entries = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Golden"), "*.safetensors")
        .SelectMany(Safetensors.Load).ToDictionary();

    /// <summary>The cases that have an output, an upstream gradient and gradients.</summary>
    public static IEnumerable<string> Cases => Entries.Keys.Where(name => name.EndsWith("/output", StringComparison.Ordinal)).Select(name => name[..^"/output".Length]);

    public static Tensor Of(string name) => Entries[name].Clone();

    public static Tensor? Find(string name) => Entries.TryGetValue(name, out Tensor? value) ? value.Clone() : null;

    /// <summary>Entries "name.0", "name.1", …</summary>
    public static Tensor[] Numbered(string name)
    {
        var found = new List<Tensor>();
        while (Find($"{name}.{found.Count}") is Tensor value) found.Add(value);
        return [.. found];
    }

    /// <summary>The entries whose names begin with <paramref name="prefix"/>, without it.</summary>
    public static Dictionary<string, Tensor> Under(string prefix) => Entries
        .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value.Clone());

    /// <summary>Equal in shape, and in value to <paramref name="relative"/> of the tensor's largest element.</summary>
    public static void AssertClose(string what, Tensor expected, Tensor? actual, double relative = 1e-5)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Shape, actual.Shape);
        float[] wanted = expected.ToArray(), found = actual.ToArray();
        double scale = wanted.Max(Math.Abs);
        for (int index = 0; index < wanted.Length; index++)
            Assert.True(Math.Abs((double)wanted[index] - found[index]) <= relative * scale, $"{what}: element {index} is {found[index]:R}, and PyTorch has {wanted[index]:R}");
    }
}
