using System.Text;
using CourseKit.Jupyter;

namespace CourseKit.Tests.Jupyter;

public sealed class ConnectionFileTests
{
    private const string Ports = "\"shell_port\":1,\"control_port\":2,\"stdin_port\":3,\"iopub_port\":4,\"hb_port\":5";

    [Fact]
    public void A_connection_file_is_read()
    {
        ConnectionFile file = Parse($"{{\"ip\":\"127.0.0.1\",\"transport\":\"tcp\",\"key\":\"k\",\"signature_scheme\":\"hmac-sha256\",{Ports},\"kernel_name\":\"x\"}}");
        Assert.Equal((1, 2, 3, 4, 5, "k"), (file.Shell, file.Control, file.StandardInput, file.IoPub, file.Heartbeat, file.Key));
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("[]", "object")]
    [InlineData("{}", "shell_port")]
    [InlineData("{\"transport\":\"ipc\"," + Ports + "}", "ipc")]
    [InlineData("{\"ip\":\"nowhere\"," + Ports + "}", "nowhere")]
    [InlineData("{\"key\":\"k\",\"signature_scheme\":\"hmac-md5\"," + Ports + "}", "hmac-md5")]
    [InlineData("{\"shell_port\":99999}", "shell_port")]
    public void A_file_that_cannot_be_used_says_why(string json, string named) => Assert.Contains(named, Assert.Throws<FormatException>(() => Parse(json)).Message);

    private static ConnectionFile Parse(string json) => ConnectionFile.Parse(Encoding.UTF8.GetBytes(json));
}
