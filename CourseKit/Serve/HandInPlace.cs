using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace CourseKit.Serve;

/// <summary>
/// Where a course takes in work besides the student's own folder, as its release names it: a folder, a git repository, or an address that
/// takes files by HTTP PUT, as WebDAV servers do. There each student has one archive, NAME.zip.
/// </summary>
internal static class HandInPlace
{
    /// <summary>Pushes of many students meet; whoever comes second tries again.</summary>
    private const int MostPushes = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Brings an archive to the place, in the stead of what the student has there.</summary>
    /// <param name="root">The course's folder: a relative place is meant from there.</param>
    /// <param name="archive">NAME.zip; NAME is the student.</param>
    /// <returns>Where that is, for people.</returns>
    /// <exception cref="CourseKitException">It did not arrive; the message says why, and that the archive lies here.</exception>
    public static async Task<string> BringAsync(string place, string root, string archive, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            if (IsWeb(place))
                return await PutAsync(new Uri(place.TrimEnd('/') + "/"), archive, limit.Token);
            if (IsGit(place))
                return await PushAsync(place, root, archive, limit.Token);
            return CopyTo(Path.GetFullPath(place, root), archive);
        }
        catch (Exception cause)
            when (cause is IOException or UnauthorizedAccessException or HttpRequestException or Failure
                || cause is OperationCanceledException && !cancellation.IsCancellationRequested
            )
        {
            string reason = cause is OperationCanceledException ? $"no answer in {Patience.TotalSeconds:0} s" : cause.Message.TrimEnd('.');
            throw new CourseKitException(
                $"the work did not reach {Shown(place)}: {reason}; try again, or hand in the file {archive} by another way",
                cause: cause
            );
        }
    }

    private static bool IsGit(string place) =>
        place.EndsWith(".git", StringComparison.Ordinal)
        || place.StartsWith("git@", StringComparison.Ordinal)
        || place.StartsWith("ssh://", StringComparison.Ordinal)
        || place.StartsWith("git+", StringComparison.Ordinal);

    private static bool IsWeb(string place) =>
        !IsGit(place)
        && (
            place.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || place.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Without the name and password that an address may hold.</summary>
    private static string Shown(string place) =>
        Uri.TryCreate(place, UriKind.Absolute, out Uri? address) && address.UserInfo.Length > 0
            ? place.Replace(address.UserInfo + "@", "")
            : place;

    private static string CopyTo(string folder, string archive)
    {
        // Who mistypes a shared folder must not find the work in a new one of that name.
        if (!Directory.Exists(folder))
            throw new Failure("there is no such folder; is the drive connected?");
        string target = Path.Combine(folder, Path.GetFileName(archive)),
            fresh = target + ".new";
        File.Copy(archive, fresh, overwrite: true);
        File.Move(fresh, target, overwrite: true);
        return $"the folder {folder}";
    }

    private static async Task<string> PutAsync(Uri place, string archive, CancellationToken cancellation)
    {
        using var client = new HttpClient();
        var address = new Uri(place, Uri.EscapeDataString(Path.GetFileName(archive)));
        using var request = new HttpRequestMessage(HttpMethod.Put, address)
        {
            Content = new ByteArrayContent(await File.ReadAllBytesAsync(archive, cancellation)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        if (place.UserInfo.Length > 0)
            request.Headers.Authorization = new(
                "Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(place.UserInfo)))
            );
        using HttpResponseMessage response = await client.SendAsync(request, cancellation);
        return response.IsSuccessStatusCode
            ? place.Host
            : throw new Failure($"{place.Host} answered {(int)response.StatusCode} {response.ReasonPhrase}");
    }

    private static async Task<string> PushAsync(string place, string root, string archive, CancellationToken cancellation)
    {
        string remote = place.StartsWith("git+", StringComparison.Ordinal) ? place["git+".Length..] : place;
        if (Directory.Exists(Path.GetFullPath(remote, root)))
            remote = Path.GetFullPath(remote, root);
        string student = Path.GetFileNameWithoutExtension(archive),
            clone = Directory.CreateTempSubdirectory("coursekit-hand-in-").FullName;
        try
        {
            string said = "";
            for (int push = 0; push < MostPushes; push++)
            {
                string copy = Path.Combine(clone, push.ToString(System.Globalization.CultureInfo.InvariantCulture));
                await GitAsync(clone, cancellation, "clone", "--quiet", "--depth", "1", "--no-tags", "--", remote, copy);
                File.Copy(archive, Path.Combine(copy, Path.GetFileName(archive)), overwrite: true);
                await GitAsync(copy, cancellation, "add", "--all");
                await GitAsync(
                    copy,
                    cancellation,
                    "-c",
                    $"user.name={student}",
                    "-c",
                    "user.email=",
                    "-c",
                    "commit.gpgSign=false",
                    "commit",
                    "--quiet",
                    "--allow-empty",
                    "--no-verify",
                    "-m",
                    $"{student} hands in"
                );
                try
                {
                    await GitAsync(copy, cancellation, "push", "--quiet", "origin", "HEAD");
                    return Shown(remote);
                }
                catch (Failure refused)
                {
                    said = refused.Message;
                }
            }
            throw new Failure(said);
        }
        finally
        {
            Remove(clone);
        }
    }

    private static async Task GitAsync(string folder, CancellationToken cancellation, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // There is no terminal in which it could ask.
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment.TryAdd("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        Process? git;
        try
        {
            git = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new Failure("git is not installed");
        }
        using (git)
        {
            git!.StandardInput.Close();
            Task<string> output = git.StandardOutput.ReadToEndAsync(cancellation),
                errors = git.StandardError.ReadToEndAsync(cancellation);
            try
            {
                await git.WaitForExitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                git.Kill(entireProcessTree: true);
                throw;
            }
            string said = (await errors + await output).Trim();
            if (git.ExitCode != 0)
                throw new Failure(
                    $"git {arguments.First(word => !word.StartsWith('-') && !word.Contains('='))}: {said.Split('\n')[^1].Trim()}"
                );
        }
    }

    /// <summary>git keeps its objects read-only, which Windows does not delete.</summary>
    private static void Remove(string folder)
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                File.SetAttributes(file, FileAttributes.Normal);
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // A temporary folder; the work has arrived.
        }
    }

    /// <summary>Why work did not arrive, for the sentence about it.</summary>
    private sealed class Failure(string reason) : Exception(reason);
}
