using System.Globalization;
using System.Security.Cryptography;
using CourseKit.Grading.Intake;

namespace CourseKit.Commands;

/// <summary><c>coursekit unpack FILES BYTES</c>: what the grader starts to open an archive in. It reads one, and writes a zip.</summary>
internal static class UnpackCommand
{
    public const string Verb = "unpack";

    public static int Run(ReadOnlySpan<string> arguments)
    {
        try
        {
            var limits = new IntakeLimits(int.Parse(arguments[0], CultureInfo.InvariantCulture), long.Parse(arguments[1], CultureInfo.InvariantCulture));
            using Stream input = Console.OpenStandardInput(), output = Console.OpenStandardOutput();
            Unpacker.Run(input, output, limits);
            return CourseKitException.Done;
        }
        catch (Exception cause)
        {
            // The archive is a stranger's, and its reader throws what it likes.
            Console.Error.WriteLine(cause is InvalidDataException ? Archive.Explain(cause)
                : cause is CryptographicException or SharpCompress.Common.CryptographicException ? Unpacker.Locked : "it is broken, or packed in a way that cannot be read; ask for a .zip");
            return CourseKitException.WorkFailed;
        }
    }
}
