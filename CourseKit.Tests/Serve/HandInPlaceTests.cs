using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CourseKit.Serve;

namespace CourseKit.Tests.Serve;

public sealed class HandInPlaceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("coursekit-hand-in-").FullName;

    public void Dispose()
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_folder_gets_the_archive_in_the_stead_of_the_one_before()
    {
        Directory.CreateDirectory(Path.Combine(folder, "class"));
        await HandInPlace.BringAsync("class", folder, Archive("ada", "first"), default);
        string to = await HandInPlace.BringAsync("class", folder, Archive("ada", "second"), default);
        Assert.Equal("second", File.ReadAllText(Path.Combine(folder, "class", "ada.zip")));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(folder, "class")));
        Assert.Contains(Path.Combine(folder, "class"), to);
    }

    [Fact]
    public async Task What_did_not_arrive_is_told_with_the_file_that_is_here()
    {
        string archive = Archive("ada", "work");
        var failure = await Assert.ThrowsAsync<CourseKitException>(() => HandInPlace.BringAsync("no-such-drive", folder, archive, default));
        Assert.Contains("no such folder", failure.Message);
        Assert.Contains(archive, failure.Message);
    }

    [Fact]
    public async Task A_web_address_gets_the_archive_by_PUT_with_the_name_and_password_of_the_address()
    {
        using var web = new WebPlace();
        string archive = Archive("ada b", "work"),
            to = await HandInPlace.BringAsync($"http://class:secret@127.0.0.1:{web.Port}/in", folder, archive, default);
        Assert.Equal(("PUT", "/in/ada%20b.zip", "application/zip", "class:secret", "work"), web.Got);
        Assert.Equal("127.0.0.1", to);
        web.Answer = 507;
        var failure = await Assert.ThrowsAsync<CourseKitException>(() =>
            HandInPlace.BringAsync($"http://class:secret@127.0.0.1:{web.Port}", folder, archive, default)
        );
        Assert.Contains("507", failure.Message);
        Assert.DoesNotContain("secret", failure.Message);
    }

    [SkippableFact]
    public async Task A_repository_holds_the_archives_of_all_students()
    {
        Skip.If(!HasGit(), "git is not installed");
        Git("init", "--quiet", "--bare", "class.git");
        await Task.WhenAll(
            ((string[])["ada", "ben", "eve"]).Select(student =>
                HandInPlace.BringAsync("class.git", folder, Archive(student, "of " + student), default)
            )
        );
        await HandInPlace.BringAsync("class.git", folder, Archive("ben", "of ben again"), default);
        Git("clone", "--quiet", "class.git", "taken");
        Assert.Equal(
            ["ada.zip", "ben.zip", "eve.zip"],
            Directory.EnumerateFiles(Path.Combine(folder, "taken")).Select(Path.GetFileName).Order()
        );
        Assert.Equal("of ben again", File.ReadAllText(Path.Combine(folder, "taken", "ben.zip")));
        var failure = await Assert.ThrowsAsync<CourseKitException>(() =>
            HandInPlace.BringAsync("none.git", folder, Archive("ada", ""), default)
        );
        Assert.Contains("git clone: ", failure.Message);
    }

    private string Archive(string student, string text)
    {
        string path = Path.Combine(folder, student + ".zip");
        File.WriteAllText(path, text);
        return path;
    }

    private static bool HasGit()
    {
        try
        {
            using Process git = Process.Start(new ProcessStartInfo("git", "--version") { RedirectStandardOutput = true })!;
            git.WaitForExit();
            return git.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private void Git(params string[] arguments)
    {
        using Process git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }

    /// <summary>A server that takes one file after another.</summary>
    private sealed class WebPlace : IDisposable
    {
        private readonly HttpListener listener = new();

        public WebPlace()
        {
            using (var free = new TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Port = ((IPEndPoint)free.LocalEndpoint).Port;
            }
            listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
            listener.Start();
            _ = Task.Run(ServeAsync);
        }

        public int Port { get; }

        public int Answer { get; set; } = 201;

        public (string Method, string Path, string? Type, string? User, string Body) Got { get; private set; }

        public void Dispose() => listener.Close();

        private async Task ServeAsync()
        {
            while (listener.IsListening)
            {
                HttpListenerContext one;
                try
                {
                    one = await listener.GetContextAsync();
                }
                catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
                using var body = new StreamReader(one.Request.InputStream);
                string? user =
                    one.Request.Headers["Authorization"] is string said && said.StartsWith("Basic ", StringComparison.Ordinal)
                        ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(said["Basic ".Length..]))
                        : null;
                Got = (one.Request.HttpMethod, one.Request.RawUrl!, one.Request.ContentType, user, await body.ReadToEndAsync());
                one.Response.StatusCode = Answer;
                one.Response.Close();
            }
        }
    }
}
