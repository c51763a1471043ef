namespace CourseKit.Jupyter.Install;

/// <summary>Where Jupyter, VS Code and we look for things of one user.</summary>
internal static class KernelFolders
{
    /// <summary>The kernelspecs of this user; each is a folder with a kernel.json in it.</summary>
    public static string KernelSpecs => Path.Combine(JupyterData(), "kernels");

    public static string OwnSpec => Path.Combine(KernelSpecs, KernelInfo.Name);

    /// <summary>The copies of this program that were compiled ahead, each in a folder of its own.</summary>
    public static string Programs => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "coursekit", "kernel");

    private static string JupyterData()
    {
        if (Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } chosen) return chosen;
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows()) return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter");
        if (OperatingSystem.IsMacOS()) return Path.Combine(home, "Library", "Jupyter");
        return Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data ? Path.Combine(data, "jupyter") : Path.Combine(home, ".local", "share", "jupyter");
    }
}
