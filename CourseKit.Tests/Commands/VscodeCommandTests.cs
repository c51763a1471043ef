using CourseKit.Commands;

namespace CourseKit.Tests.Commands;

public sealed class VscodeCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("coursekit-vscode-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SkippableFact]
    public void The_extension_goes_into_every_editor_that_is_there()
    {
        Skip.If(OperatingSystem.IsWindows(), "the stand-ins are shell scripts");
        string package = Path.Combine(folder, VscodeCommand.Package);
        File.WriteAllText(package, "");
        Editor("code", "echo \"$@\" >> \"$(dirname \"$0\")/taken\"");
        Editor("codium", "echo 'no room' >&2; exit 3");
        var said = new StringWriter();
        Assert.Equal(CourseKitException.Done, VscodeCommand.Run(package, "/nowhere:" + folder, said));
        Assert.Equal($"--install-extension {package} --force\n", File.ReadAllText(Path.Combine(folder, "taken")));
        Assert.Equal("Installed into code.\ncodium did not take it: no room\n", said.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Without_an_editor_or_an_extension_one_is_told_what_to_do()
    {
        string package = Path.Combine(folder, VscodeCommand.Package);
        File.WriteAllText(package, "");
        Assert.Contains(
            "Install from VSIX",
            Assert.Throws<CourseKitException>(() => VscodeCommand.Run(package, folder, TextWriter.Null)).Message
        );
        Assert.Contains("--file", Assert.Throws<CourseKitException>(() => VscodeCommand.Run(null, folder, TextWriter.Null)).Message);
    }

    [Fact]
    public void On_Windows_it_is_the_cmd_file_that_is_started()
    {
        File.WriteAllText(Path.Combine(folder, "code"), "");
        Assert.Null(SearchPath.Find("code", $"C:\\none;\"{folder}\"", isWindows: true));
        File.WriteAllText(Path.Combine(folder, "code.cmd"), "");
        Assert.Equal(Path.Combine(folder, "code.cmd"), SearchPath.Find("code", $"C:\\none;\"{folder}\"", isWindows: true));
        Assert.Equal(Path.Combine(folder, "code"), SearchPath.Find("code", folder, isWindows: false));
    }

    private void Editor(string name, string script)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
