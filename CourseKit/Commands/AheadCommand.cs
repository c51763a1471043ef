using System.CommandLine;

namespace CourseKit.Commands;

/// <summary><c>coursekit ahead</c>: what the build calls to make the copy of this program that workers start from.</summary>
internal static class AheadCommand
{
    public static Command Create()
    {
        var target = new Argument<string>("folder") { Description = "Where the copy goes; what is there is replaced." };
        var work = new Option<string>("--work") { Description = "A folder for what comes between.", Required = true };
        var command = new Command("ahead", "Makes a copy of this program that is compiled ahead.") { Arguments = { target }, Options = { work }, Hidden = true };
        command.SetAction(async (parsed, cancellation) =>
        {
            string folder = Path.GetFullPath(parsed.GetValue(target)!);
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            try
            {
                await AheadOfTime.CompileAsync(folder, Path.GetFullPath(parsed.GetValue(work)!), cancellation);
            }
            catch (Exception failure) when (failure is CourseKitException or TimeoutException or IOException)
            {
                Console.WriteLine($"coursekit is not compiled ahead ({failure.Message}); it works, and only its workers start more slowly.");
            }
            return CourseKitException.Done;
        });
        return command;
    }
}
