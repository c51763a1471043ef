using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CourseKit.Jupyter;

namespace CourseKit.Tests.Jupyter;

public sealed class MessageCodecTests
{
    private const string Key = "a0436f6c-1916-498b-8eb9-e81ab9368e84";

    [Fact]
    public void The_signature_is_the_HMAC_of_the_four_parts_in_lowercase_hex()
    {
        IReadOnlyList<byte[]> frames = new MessageCodec(Key).Encode([[9]], "status", null, new JsonObject { ["text"] = "μ 🎓" });
        byte[] signed = [.. frames[3], .. frames[4], .. frames[5], .. frames[6]], expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), signed);
        Assert.Equal("<IDS|MSG>", Encoding.ASCII.GetString(frames[1]));
        Assert.Equal(Convert.ToHexStringLower(expected), Encoding.ASCII.GetString(frames[2]));
        Assert.Equal("{}", Encoding.ASCII.GetString(frames[4]));
    }

    [Fact]
    public void A_message_comes_back_as_it_was_sent()
    {
        var codec = new MessageCodec(Key);
        JupyterMessage? message = codec.Decode(RequestChannel.Shell, codec.Encode([[9], [8]], "execute_request", null, new JsonObject { ["code"] = "\"ü\"" }));
        Assert.NotNull(message);
        Assert.Equal("execute_request", message.Type);
        Assert.Equal([[9], [8]], message.Identities);
        Assert.Equal("\"ü\"", message.Content.Text("code"));
    }

    [Fact]
    public void Without_a_key_nothing_is_signed_and_all_is_believed()
    {
        var codec = new MessageCodec("");
        IReadOnlyList<byte[]> frames = codec.Encode([], "status", null, []);
        Assert.Empty(frames[1]);
        Assert.NotNull(codec.Decode(RequestChannel.Shell, frames));
    }

    [Theory]
    [InlineData(1)] // signature
    [InlineData(2)] // header
    [InlineData(3)] // parent header
    [InlineData(4)] // metadata
    [InlineData(5)] // content
    public void A_single_changed_bit_is_noticed(int frame)
    {
        var codec = new MessageCodec(Key);
        IReadOnlyList<byte[]> frames = codec.Encode([], "execute_request", "{}"u8.ToArray(), new JsonObject { ["code"] = "1" }, []);
        frames[frame][^1] ^= 1;
        Assert.Null(codec.Decode(RequestChannel.Shell, frames));
    }

    [Fact]
    public void A_message_of_another_key_is_ignored() =>
        Assert.Null(new MessageCodec("other").Decode(RequestChannel.Shell, new MessageCodec(Key).Encode([], "kernel_info_request", null, [])));

    [Theory]
    [InlineData("", "{}")]
    [InlineData("{", "{}")]
    [InlineData("[]", "{}")]
    [InlineData("{\"msg_type\":7,\"msg_id\":\"1\"}", "{}")]
    [InlineData("{\"msg_type\":\"x\"}", "{}")]
    [InlineData("{\"msg_type\":\"x\",\"msg_id\":\"1\"}", "[]")]
    [InlineData("{\"msg_type\":\"x\",\"msg_id\":\"1\"}", "\u0001")]
    [InlineData("{\"msg_type\":\"\\ud800\",\"msg_id\":\"1\"}", "{}")]
    public void What_is_signed_but_no_message_comes_with_what_is_wrong_with_it(string header, string content)
    {
        byte[][] parts = [Encoding.UTF8.GetBytes(header), "{}"u8.ToArray(), "{}"u8.ToArray(), Encoding.UTF8.GetBytes(content)];
        JupyterMessage? message = new MessageCodec("").Decode(RequestChannel.Shell, ["<IDS|MSG>"u8.ToArray(), [], .. parts]);
        Assert.NotNull(message?.Fault);
        Assert.Equal(JsonValueKind.Object, message.Content.ValueKind);
    }

    [Fact]
    public void Half_a_surrogate_pair_does_not_stop_a_message()
    {
        var codec = new MessageCodec(Key);
        Assert.NotNull(codec.Decode(RequestChannel.Shell, codec.Encode([], "stream", null, new JsonObject { ["text"] = "\ud83c" })));
    }

    [Fact]
    public void A_header_that_other_parsers_might_not_survive_is_not_sent_back()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 10_000)) + string.Concat(Enumerable.Repeat("]", 10_000));
        byte[] start = "{\"msg_type\":\"execute_request\",\"msg_id\":\"7\",\"session\":\"s\",\"x\":"u8.ToArray();
        foreach (byte[] odd in (byte[][])[Encoding.ASCII.GetBytes(deep), [(byte)'"', 0xFF, (byte)'"'], Encoding.ASCII.GetBytes($"\"{new string('y', 100_000)}\"")])
        {
            MessageHeader header = MessageHeader.Read([.. start, .. odd, (byte)'}']);
            Assert.Equal(("execute_request", "7", "s"), (header.Type, header.Id, header.Session));
            Assert.Equal("7", JsonDocument.Parse(header.Echo).RootElement.Text("msg_id"));
            Assert.InRange(header.Echo.Length, 10, 200);
        }
    }
}
