namespace CourseKit.Notebooks;

/// <summary>A mistake in a notebook source, told as compilers tell it.</summary>
internal static class SourceError
{
    public static CourseKitException At(string path, int line, string message) => new($"{path}:{line}: {message}");
}
