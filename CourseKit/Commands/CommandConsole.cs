using Spectre.Console;

namespace CourseKit.Commands;

/// <summary>Where commands write: in colour and wrapped in a terminal; in a file or a pipe plain, with every path whole.</summary>
internal static class CommandConsole
{
    private const int FileWidth = 400;

    public static IAnsiConsole Create()
    {
        bool redirected = Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Out),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (redirected) console.Profile.Width = FileWidth;
        return console;
    }
}
