namespace CourseKit.Notebooks;

/// <summary>A formula that cannot be typeset.</summary>
/// <param name="message">What is wrong and how to mend it, without the place.</param>
/// <param name="position">0-based index into the formula.</param>
internal sealed class TexException(string message, int position) : Exception(message)
{
    public int Position { get; } = position;
}
