using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CourseKit.Tests.Jupyter;

/// <summary>A headless Chromium with one page, driven through its debugging protocol: JSON messages on a WebSocket.</summary>
public sealed class DrivenBrowser : IAsyncDisposable
{
    public const string Program = "/usr/bin/chromium";

    private readonly Process process;
    private readonly string profile;
    private readonly ClientWebSocket socket = new();
    private int last;

    private DrivenBrowser(Process process, string profile) => (this.process, this.profile) = (process, profile);

    public static async Task<DrivenBrowser> OpenAsync(string address, int width, int height)
    {
        string profile = Directory.CreateTempSubdirectory("coursekit-browser-").FullName;
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--remote-debugging-port=0", "--remote-allow-origins=*", $"--user-data-dir={profile}", $"--window-size={width},{height}", address,
        ];
        Process process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var browser = new DrivenBrowser(process, profile);
        await browser.ConnectAsync();
        return browser;
    }

    /// <summary>The value of a JavaScript expression; of a promise, what it comes to.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        JsonNode reply = await CallAsync("Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true });
        Assert.True(reply["exceptionDetails"] is null, $"{expression}: {reply["exceptionDetails"]?.ToJsonString()}");
        return reply["result"]?["value"];
    }

    /// <summary>Waits until a JavaScript expression is true.</summary>
    public async Task UntilAsync(string condition, TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        while ((await EvaluateAsync($"Boolean({condition})"))?.GetValue<bool>() != true)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < limit, $"it did not become true within {limit}: {condition}");
            await Task.Delay(200);
        }
    }

    /// <summary>Opens another page, and waits until it is there.</summary>
    public async Task GoAsync(string address)
    {
        await CallAsync("Page.navigate", new { url = address });
        string there = System.Text.Json.JsonSerializer.Serialize(address);
        await UntilAsync($"location.href === {there} && document.readyState === 'complete'", TimeSpan.FromMinutes(1));
    }

    /// <summary>Makes the window so wide and high, in CSS pixels.</summary>
    public Task ResizeAsync(int width, int height) =>
        CallAsync("Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = 1, mobile = false });

    /// <summary>A picture of what the page shows.</summary>
    public async Task<byte[]> ScreenshotAsync() =>
        Convert.FromBase64String((await CallAsync("Page.captureScreenshot", new { format = "png" }))["data"]!.GetValue<string>());

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        try { Directory.Delete(profile, recursive: true); }
        catch (IOException) { }
    }

    private async Task ConnectAsync()
    {
        string port = Path.Combine(profile, "DevToolsActivePort");
        for (int attempt = 0; !File.Exists(port) && attempt < 300; attempt++) await Task.Delay(100);
        using var client = new HttpClient();
        JsonArray pages = (await client.GetFromJsonAsync<JsonArray>($"http://127.0.0.1:{File.ReadAllLines(port)[0]}/json/list"))!;
        JsonNode page = pages.First(entry => entry!["type"]!.GetValue<string>() == "page")!;
        await socket.ConnectAsync(new Uri(page["webSocketDebuggerUrl"]!.GetValue<string>()), CancellationToken.None);
    }

    private async Task<JsonNode> CallAsync(string method, object parameters)
    {
        int id = ++last;
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters }), WebSocketMessageType.Text, true, CancellationToken.None);
        while (true)
        {
            JsonNode message = await ReceiveAsync();
            if (message["id"]?.GetValue<int>() != id) continue;
            Assert.True(message["error"] is null, message["error"]?.ToJsonString());
            return message["result"]!;
        }
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        using var text = new MemoryStream();
        byte[] buffer = new byte[64 << 10];
        while (true)
        {
            WebSocketReceiveResult part = await socket.ReceiveAsync(buffer, CancellationToken.None);
            text.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return JsonNode.Parse(text.ToArray())!;
        }
    }
}
