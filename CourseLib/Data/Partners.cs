namespace CourseLib.Data;

/// <summary>Who is mixed with whom.</summary>
internal static class Partners
{
    /// <summary>A random permutation of the batch; an image may be its own partner.</summary>
    public static int[] Of(Batch batch, ref SplitMix64 random)
    {
        int[] partners = [.. Enumerable.Range(0, batch.Count)];
        random.Shuffle(partners.AsSpan());
        return partners;
    }
}
