using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CourseLib.Charts.Tests;

/// <summary>A headless Chromium and plotly.js, for the tests that ask them; both may be missing.</summary>
internal static class Browser
{
    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--virtual-time-budget=20000", "--dump-dom",
    ];

    private static readonly Lazy<string?> Installed = new(InstallPlotly);

    private static readonly string? Chromium =
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>The text of plotly.min.js; skips the test when it cannot be had.</summary>
    public static string Plotly()
    {
        NeedsChromium();
        Skip.If(Installed.Value is null, "install npm and allow it to fetch plotly.js-dist-min, to test against plotly.js itself");
        return File.ReadAllText(Installed.Value!);
    }

    public static void NeedsChromium() => Skip.If(Chromium is null, "install chromium, to see what a browser makes of the charts");

    /// <summary>The page's elements after its scripts have run.</summary>
    public static string Dom(string html)
    {
        string folder = Directory.CreateTempSubdirectory("chart-").FullName;
        try
        {
            string page = Path.Combine(folder, "page.html");
            File.WriteAllText(page, html);
            return Run(Chromium!, [.. Flags, "--user-data-dir=" + Path.Combine(folder, "profile"), "file://" + page], folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What a page posts to its own server; for pages whose scripts wait for pictures, which virtual time does not.</summary>
    /// <exception cref="TimeoutException">It posts nothing within ten minutes.</exception>
    public static async Task<string> Posted(string html)
    {
        string folder = Directory.CreateTempSubdirectory("chart-").FullName;
        using HttpListener server = new();
        string address = $"http://127.0.0.1:{FreePort()}/";
        server.Prefixes.Add(address);
        server.Start();
        string[] flags =
        [
            .. Flags.Where(flag => !flag.Contains("virtual", StringComparison.Ordinal) && flag is not ("--dump-dom" or "--disable-gpu")),
            "--remote-debugging-port=0", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
            "--user-data-dir=" + Path.Combine(folder, "profile"), address,
        ];
        ProcessStartInfo start = new(Chromium!, flags) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process browser = Process.Start(start)!;
        browser.ErrorDataReceived += (_, _) => { };
        browser.BeginErrorReadLine();
        try
        {
            while (true)
            {
                HttpListenerContext call = await server.GetContextAsync().WaitAsync(TimeSpan.FromMinutes(10));
                using StreamReader body = new(call.Request.InputStream);
                string posted = await body.ReadToEndAsync();
                if (call.Request.HttpMethod == "POST") return posted;
                byte[] page = System.Text.Encoding.UTF8.GetBytes(call.Request.Url!.AbsolutePath == "/" ? html : "");
                call.Response.ContentType = "text/html; charset=utf-8";
                await call.Response.OutputStream.WriteAsync(page);
                call.Response.Close();
            }
        }
        finally
        {
            browser.Kill(entireProcessTree: true);
            await browser.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? InstallPlotly()
    {
        string folder = Path.Combine(Path.GetTempPath(), "courselib-plotly");
        string file = Path.Combine(folder, "node_modules", "plotly.js-dist-min", "plotly.min.js");
        if (File.Exists(file)) return file;
        if (!File.Exists("/usr/bin/npm")) return null;
        Directory.CreateDirectory(folder);
        Run("/usr/bin/npm", ["install", "--no-audit", "--no-fund", "--prefix", folder, "plotly.js-dist-min"], folder);
        return File.Exists(file) ? file : null;
    }

    private static string Run(string program, string[] arguments, string folder)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (output.Wait(TimeSpan.FromMinutes(9)) && process.WaitForExit(TimeSpan.FromMinutes(1))) return output.Result;
        process.Kill(entireProcessTree: true);
        return "";
    }
}
