using System.Text.RegularExpressions;

namespace CourseKit.Tests.Commands;

/// <summary>What the guides tell people to type is what the command understands.</summary>
public sealed partial class GuideTests
{
    public static TheoryData<string> Commands
    {
        get
        {
            string root = Course.Find().Root;
            var commands = new TheoryData<string>();
            foreach (string guide in new[] { "README.md", "notebooks/src/README.md", "CourseKit/Grading/README.md", "CourseKit/Notebooks/student-readme.md" })
                foreach (Match line in CommandLine().Matches(File.ReadAllText(Path.Combine(root, guide)))) commands.Add(line.Groups[1].Value.Trim());
            return commands;
        }
    }

    [Theory, MemberData(nameof(Commands))]
    public void Every_command_of_a_guide_is_understood(string command) =>
        Assert.Empty(Program.Root().Parse(command).Errors.Select(error => error.Message));

    [GeneratedRegex(@"^(?:\./)?coursekit ((?:[^#\n""]|""[^""]*"")+)", RegexOptions.Multiline)]
    private static partial Regex CommandLine();
}
