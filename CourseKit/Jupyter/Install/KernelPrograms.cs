namespace CourseKit.Jupyter.Install;

/// <summary>Copies of this program that kernels run from: a rebuilt, updated or deleted original does not disturb them.</summary>
internal static class KernelPrograms
{
    /// <summary>Makes a copy that is compiled ahead and gives the path of its coursekit.dll.</summary>
    /// <inheritdoc cref="AheadOfTime.CompileAsync" path="/exception"/>
    public static async Task<string> AddAsync(CancellationToken cancellation)
    {
        string target = Path.Combine(KernelFolders.Programs, Path.GetRandomFileName());
        if (AheadOfTime.IsThere)
        {
            Directory.CreateDirectory(target);
            foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(AheadOfTime.Program)!)) File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
        else
        {
            Console.WriteLine("Compiling the kernel ahead, so that cells start fast. This takes about a minute…");
            DirectoryInfo work = Directory.CreateTempSubdirectory("coursekit-kernel-");
            try { await AheadOfTime.CompileAsync(target, work.FullName, cancellation); }
            finally { work.Delete(recursive: true); }
        }
        return Path.Combine(target, Path.GetFileName(AheadOfTime.Program));
    }

    /// <summary>Removes all copies but the one that <paramref name="keep"/> lies in.</summary>
    public static void RemoveOthers(string? keep)
    {
        if (!Directory.Exists(KernelFolders.Programs)) return;
        foreach (string folder in Directory.EnumerateDirectories(KernelFolders.Programs))
        {
            if (keep is not null && Path.GetDirectoryName(keep) == folder) continue;
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
            {
                // A kernel runs from it, on Windows. The next installation tries again.
            }
        }
    }
}
