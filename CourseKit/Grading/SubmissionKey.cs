using System.Security.Cryptography;
using System.Text;

namespace CourseKit.Grading;

/// <summary>Tells whether a stored result still holds.</summary>
internal static class SubmissionKey
{
    /// <summary>Changes with the submission, the expected values, the limits and the grader.</summary>
    public static string Of(ReadOnlySpan<byte> submission, string oracleOrigin, params ReadOnlySpan<object?> others)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(submission);
        hash.AppendData(Encoding.UTF8.GetBytes($"\0{oracleOrigin}\0{typeof(SubmissionKey).Assembly.ManifestModule.ModuleVersionId}\0{string.Join('\0', others.ToArray())}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
