using System.Net;
using System.Text.Json;

namespace CourseKit.Jupyter;

/// <summary>What a front end tells a kernel it starts: where to listen, and the key that proves who sent a message.</summary>
internal sealed record ConnectionFile(IPAddress Address, int Shell, int Control, int StandardInput, int IoPub, int Heartbeat, string Key)
{
    /// <exception cref="CourseKitException">There is no such file, or it asks for what we do not offer.</exception>
    public static ConnectionFile Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new CourseKitException($"cannot read the connection file '{path}': {cause.Message}; a Jupyter front end writes it", CourseKitException.WrongUsage, cause);
        }
        catch (FormatException cause)
        {
            throw new CourseKitException($"'{path}' is no usable Jupyter connection file: {cause.Message}", CourseKitException.WrongUsage, cause);
        }
    }

    /// <exception cref="FormatException">With what is missing or not supported.</exception>
    public static ConnectionFile Parse(ReadOnlyMemory<byte> json)
    {
        JsonElement root;
        try
        {
            root = JsonDocument.Parse(json).RootElement;
        }
        catch (JsonException cause)
        {
            throw new FormatException($"it is not JSON ({cause.Message})", cause);
        }
        if (root.ValueKind != JsonValueKind.Object) throw new FormatException("it is not a JSON object");
        string transport = root.Text("transport") ?? "tcp";
        if (transport != "tcp") throw new FormatException($"transport '{transport}' is not supported, only 'tcp'");
        string key = root.Text("key") ?? "", scheme = root.Text("signature_scheme") ?? "hmac-sha256";
        if (key.Length > 0 && scheme != "hmac-sha256") throw new FormatException($"signature scheme '{scheme}' is not supported, only 'hmac-sha256'");
        return new ConnectionFile(
            AddressOf(root.Text("ip") ?? "127.0.0.1"),
            Port(root, "shell_port"), Port(root, "control_port"), Port(root, "stdin_port"), Port(root, "iopub_port"), Port(root, "hb_port"), key);
    }

    private static IPAddress AddressOf(string ip) => ip switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.Any,
        _ => IPAddress.TryParse(ip, out IPAddress? address) ? address : throw new FormatException($"'{ip}' is no IP address"),
    };

    private static int Port(JsonElement root, string name) =>
        root.Number(name) is int port and >= 0 and <= ushort.MaxValue ? port : throw new FormatException($"'{name}' is missing or no port number");
}
