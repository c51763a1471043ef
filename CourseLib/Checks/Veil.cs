using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CourseLib.Checks;

/// <summary>
/// Hides the answer to a question from those who look into an oracle: the hash tells whether an answer is right, and not which is. Of a few
/// letters each can be tried; that is more trouble than to think.
/// </summary>
internal static class Veil
{
    /// <summary>The type of a value of which there is only the hash.</summary>
    public const string Type = "hash";

    private const int Rounds = 20_000, Bytes = 16;

    /// <summary>The value's hash, or null for what is neither a text nor a whole number.</summary>
    public static RecordedValue? Of(RecordedValue value, string salt) =>
        Plain(value) is string plain ? new(Type, [], [], $"{salt}:{Hash(plain, salt)}") : null;

    public static bool Matches(RecordedValue veiled, RecordedValue actual) =>
        veiled.Text?.Split(':') is [string salt, string hash] && Plain(actual) is string plain && Hash(plain, salt) == hash;

    /// <summary>The same for the same oracle and check, so that building a course twice gives the same bytes.</summary>
    public static string Salt(string origin, string check) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{origin}/{check}")))[..16];

    private static string Hash(string plain, string salt) =>
        Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(plain), Encoding.UTF8.GetBytes(salt), Rounds, HashAlgorithmName.SHA256, Bytes));

    private static string? Plain(RecordedValue value) => value switch
    {
        { Type: "text", Text: string text } => text,
        { Type: "number", Numbers: [double number] } when double.IsInteger(number) => number.ToString("F0", CultureInfo.InvariantCulture),
        _ => null,
    };
}
