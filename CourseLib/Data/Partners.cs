using CourseLib.Tensors;

namespace CourseLib.Data;

/// <summary>Who is mixed with whom.</summary>
internal static class Partners
{
    /// <summary>A random permutation of the batch; an image may be its own partner.</summary>
    /// <exception cref="ArgumentException">There is not one label for each image.</exception>
    public static int[] Of(string operation, Batch batch, ref SplitMix64 random)
    {
        if (batch.Images.Rank == 0 || batch.Images.Sizes[0] != batch.Labels.Length)
            throw new ArgumentException($"{operation}: images {Shapes.Describe(batch.Images.Sizes)} with {batch.Labels.Length} labels; give one label for each image");
        int[] partners = [.. Enumerable.Range(0, batch.Count)];
        random.Shuffle(partners.AsSpan());
        return partners;
    }
}
