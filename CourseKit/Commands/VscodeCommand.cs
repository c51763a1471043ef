using System.CommandLine;
using System.Diagnostics;

namespace CourseKit.Commands;

/// <summary><c>coursekit vscode</c>: the extension for VS Code and the editors that are built from it.</summary>
internal static class VscodeCommand
{
    /// <summary>What the extension's file is called.</summary>
    public const string Package = "coursekit.vsix";

    /// <summary>The commands of editors that take such extensions.</summary>
    private static readonly string[] Editors = ["code", "code-insiders", "codium", "code-server", "cursor"];

    public static Command Create() => new("vscode", "The CourseKit extension for VS Code.") { Subcommands = { Install() } };

    /// <summary>
    /// Where the extension lies: beside the program, in a course's package, or where its source is built; null where it does not.
    /// </summary>
    public static string? Find(string folder) =>
        (
            (string[])
                [
                    Path.Combine(AppContext.BaseDirectory, Package),
                    .. Course.TryFind(folder) is { Root: string root }
                        ? [Path.Combine(root, Package), Path.Combine(root, "vscode", Package)]
                        : Array.Empty<string>(),
                ]
        ).FirstOrDefault(File.Exists);

    private static Command Install()
    {
        var file = new Option<string>("--file")
        {
            Description = "The extension's file; without it the one that came with the course.",
            HelpName = "VSIX",
        };
        var command = new Command(
            "install",
            """
            Installs the CourseKit extension into VS Code and those of VSCodium, code-server and Cursor whose commands are there. Needs no network.

            Example:
              coursekit vscode install
            """
        )
        {
            file,
        };
        command.SetAction(parsed =>
            Run(
                parsed.GetValue(file) ?? Find(Directory.GetCurrentDirectory()),
                Environment.GetEnvironmentVariable("PATH") ?? "",
                Console.Out
            )
        );
        return command;
    }

    internal static int Run(string? package, string path, TextWriter output)
    {
        if (package is null || !File.Exists(package))
            throw new CourseKitException(
                $"there is no {package ?? Package} here; run this in the folder of a course's package, "
                    + "or name the file: coursekit vscode install --file FILE",
                CourseKitException.WrongUsage
            );
        string[] found = [.. Editors.Select(editor => SearchPath.Find(editor, path, OperatingSystem.IsWindows())).OfType<string>()];
        if (found.Length == 0)
            throw new CourseKitException(
                $"none of {string.Join(", ", Editors)} is on the PATH; in VS Code press Ctrl+Shift+P (on macOS Cmd+Shift+P), "
                    + $"choose 'Extensions: Install from VSIX…' and take {Path.GetFullPath(package)}"
            );
        int failed = 0;
        foreach (string editor in found)
        {
            (int code, string said) = Start(editor, "--install-extension", Path.GetFullPath(package), "--force");
            string name = Path.GetFileNameWithoutExtension(editor);
            output.WriteLine(code == 0 ? $"Installed into {name}." : $"{name} did not take it: {said}");
            if (code != 0)
                failed++;
        }
        return failed == found.Length ? CourseKitException.WorkFailed : CourseKitException.Done;
    }

    private static (int Code, string Said) Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(),
                errors = process.StandardError.ReadToEndAsync();
            process.WaitForExit();
            string said = (errors.Result + output.Result).Trim();
            return (process.ExitCode, said.Split('\n').LastOrDefault("").Trim());
        }
        catch (System.ComponentModel.Win32Exception cause)
        {
            return (-1, cause.Message);
        }
    }
}
