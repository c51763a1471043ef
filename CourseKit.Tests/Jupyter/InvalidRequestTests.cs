using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CourseKit.Jupyter;

namespace CourseKit.Tests.Jupyter;

/// <summary>What a front end with the key sends is answered, however little sense it makes.</summary>
public sealed class InvalidRequestTests(SharedKernel kernel) : IClassFixture<SharedKernel>
{
    private static readonly string Deep = string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000);

    private TestFrontEnd Front => kernel.Front;

    /// <summary>Type and content; "~" stands for a byte that is no UTF-8.</summary>
    public static TheoryData<string, string> Contents => new()
    {
        { "execute_request", "{}" },
        { "execute_request", """{"code":7}""" },
        { "execute_request", """{"code":null}""" },
        { "execute_request", """{"code":["1","2"]}""" },
        { "execute_request", """{"code":"var s = \"\ud83c\";"}""" },
        { "execute_request", """{"code":"\udf93\ud83c"}""" },
        { "execute_request", "{\"code\":\"var s = \\\"~\\\";\"}" },
        { "execute_request", "" },
        { "execute_request", "[]" },
        { "execute_request", "\"1 + 1\"" },
        { "execute_request", "{\"code\":\"1\"" },
        { "execute_request", "{\"code\":\"1\"} {}" },
        { "execute_request", "\0" },
        { "execute_request", """{"code":"1","user_expressions":{"\ud800":"1"}}""" },
        { "complete_request", """{"cursor_pos":1}""" },
        { "complete_request", """{"code":"\ud800","cursor_pos":1}""" },
        { "inspect_request", """{"code":{}}""" },
        { "is_complete_request", "{}" },
        { "history_request", "7" },
        { "kernel_info_request", "{" },
        { "surprise_request", "{}" },
        { "_request", "{}" },
    };

    [Theory, MemberData(nameof(Contents))]
    public async Task A_request_that_makes_no_sense_gets_its_reply_with_an_error(string type, string content) =>
        await FailsAsync(type, [.. Encoding.UTF8.GetBytes(content).Select(one => one == '~' ? (byte)0xFF : one)]);

    [Theory]
    [InlineData("execute_request")]
    [InlineData("complete_request")]
    [InlineData("interrupt_request")]
    public async Task A_request_of_ten_thousand_levels_gets_its_reply_with_an_error(string type) => await FailsAsync(type, Encoding.ASCII.GetBytes(Deep));

    [Fact]
    public async Task Frames_behind_the_content_are_passed_over()
    {
        IReadOnlyList<byte[]> frames = Front.Frames("execute_request", TestFrontEnd.Cell("6 * 7"));
        Front.SendRaw([.. frames, [1, 2, 3], [], new byte[100_000]]);
        Assert.Equal("42", (await Front.ReceiveAsync(IdOf(frames))).Result);
    }

    [Fact]
    public async Task What_is_wrong_with_a_cell_is_shown_where_the_cell_is_and_stops_those_that_wait_behind_it()
    {
        string blocking = Front.Send("execute_request", TestFrontEnd.Cell("Console.ReadLine();"));
        IReadOnlyList<byte[]> half = Signed("execute_request", "{\"code\":\"\\ud800\"}"u8.ToArray(), out string id);
        Front.SendRaw(half);
        string waiting = Front.Send("execute_request", TestFrontEnd.Cell("\"must not run\""));
        string control = Front.Send("kernel_info_request", [], RequestChannel.Control);
        await Front.ReceiveAsync(control, RequestChannel.Control);
        await Front.AnswerAsync("go");
        await Front.ReceiveAsync(blocking);
        Answered refused = await Front.ReceiveAsync(id);
        Assert.Contains("surrogate", refused.Of("error").Single().Text("evalue"));
        Assert.Equal("aborted", (await Front.ReceiveAsync(waiting)).Reply.Text("status"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"msg_type":"execute_request"}""")]
    [InlineData("""{"msg_type":7,"msg_id":"1"}""")]
    [InlineData("""{"msg_type":"\ud800","msg_id":"1"}""")]
    public async Task A_message_that_does_not_say_what_it_is_gets_an_error_that_says_so(string header)
    {
        Front.SendRaw(Front.Signed(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes($$"""{"code":"{{Guid.NewGuid()}}"}""")));
        (string? parent, string type, JsonElement content) = await Front.NextReplyAsync();
        Assert.Null(parent);
        Assert.Equal("error_reply", type);
        Assert.Contains("header", content.Text("evalue"));
        Assert.Equal("2", (await Front.RunAsync("1 + 1")).Result);
    }

    [Fact]
    public async Task A_request_on_stdin_is_answered_there()
    {
        IReadOnlyList<byte[]> frames = Front.Frames("kernel_info_request", []);
        Front.SendRaw(frames, RequestChannel.StandardInput);
        (string? parent, string type, JsonElement content) = await Front.NextReplyAsync(RequestChannel.StandardInput);
        Assert.Equal((IdOf(frames), "kernel_info_reply", "error"), (parent, type, content.Text("status")));
    }

    private async Task FailsAsync(string type, byte[] content)
    {
        Front.SendRaw(Signed(type, content, out string id));
        Answered answered = await Front.ReceiveAsync(id);
        Assert.Equal("error", answered.Reply.Text("status"));
        Assert.NotNull(answered.Reply.Text("evalue"));
        Assert.DoesNotContain('\n', answered.Reply.Text("evalue")!);
        Assert.True(TestFrontEnd.IsState(answered.Published[0], "busy"));
        Assert.Equal("2", (await Front.RunAsync("1 + 1")).Result);
    }

    private IReadOnlyList<byte[]> Signed(string type, byte[] content, out string id)
    {
        id = Guid.NewGuid().ToString();
        return Front.Signed(Encoding.UTF8.GetBytes(new JsonObject { ["msg_id"] = id, ["msg_type"] = type, ["session"] = "odd" }.ToJsonString()), content);
    }

    private static string IdOf(IReadOnlyList<byte[]> frames) => JsonDocument.Parse(frames[2]).RootElement.Text("msg_id")!;
}
