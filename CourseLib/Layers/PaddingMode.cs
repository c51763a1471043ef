namespace CourseLib.Layers;

/// <summary>What stands beyond the edges of an image, of the row a b c d for example.</summary>
public enum PaddingMode
{
    /// <summary>0 0 | a b c d | 0 0.</summary>
    Zeros,

    /// <summary>The image mirrored, the edge itself not repeated: c b | a b c d | c b.</summary>
    Reflect,

    /// <summary>The edge repeated: a a | a b c d | d d.</summary>
    Replicate,

    /// <summary>The image repeated: c d | a b c d | a b.</summary>
    Circular,
}
