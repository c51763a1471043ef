using System.Text.Json;
using System.Text.Json.Nodes;
using CourseKit.Jupyter;

namespace CourseKit.Tests.Jupyter;

/// <summary>Every message of the protocol that a front end may send, over real sockets.</summary>
public sealed class ConformanceTests(SharedKernel kernel) : IClassFixture<SharedKernel>
{
    private TestFrontEnd Front => kernel.Front;

    public static TheoryData<string, string, bool> Requests => new()
    {
        { "kernel_info_request", "{}", false },
        { "kernel_info_request", "{}", true },
        { "execute_request", """{"code":"1"}""", false },
        { "execute_request", """{"code":""}""", false },
        { "execute_request", """{"code":"nonsense","silent":true}""", false },
        { "execute_request", "{}", false },
        { "execute_request", "{}", true },
        { "surprise_request", "{}", false },
        { "complete_request", """{"code":"Cons","cursor_pos":4}""", false },
        { "complete_request", """{"code":"Cons","cursor_pos":-7}""", false },
        { "inspect_request", """{"code":"Console","cursor_pos":3,"detail_level":0}""", false },
        { "inspect_request", """{"code":"","cursor_pos":99}""", false },
        { "is_complete_request", """{"code":"1"}""", false },
        { "history_request", """{"hist_access_type":"tail","n":3}""", false },
        { "history_request", """{"hist_access_type":"unheard of"}""", false },
        { "comm_info_request", "{}", false },
        { "interrupt_request", "{}", true },
        { "debug_request", """{"type":"request","seq":1,"command":"debugInfo"}""", true },
    };

    [Theory, MemberData(nameof(Requests))]
    public async Task Every_request_has_one_reply_and_stands_between_busy_and_idle(string type, string content, bool onControl)
    {
        Answered answered = await Front.AskAsync(type, JsonNode.Parse(content)!.AsObject(), onControl ? RequestChannel.Control : RequestChannel.Shell);
        Assert.Equal(JsonValueKind.Object, answered.Reply.ValueKind);
        Assert.True(TestFrontEnd.IsState(answered.Published[0], "busy"));
        Assert.True(TestFrontEnd.IsState(answered.Published[^1], "idle"));
        Assert.Equal(2, answered.Published.Count(message => message.Type == "status"));
        Assert.All(answered.Published, message => Assert.Equal(type, message.Parent.Text("msg_type")));
        Assert.All(answered.Published, message => Assert.NotNull(message.Parent.Text("session")));
    }

    [Fact]
    public async Task A_message_of_no_known_type_is_passed_over_between_busy_and_idle()
    {
        string id = Front.Send("surprise", []);
        Answered answered = await Front.ReceiveAsync(id, hasReply: false);
        Assert.Equal(["status", "status"], answered.Published.Select(message => message.Type));
    }

    [Fact]
    public async Task Kernel_info_says_what_front_ends_go_by()
    {
        JsonElement info = (await Front.AskAsync("kernel_info_request", [])).Reply;
        Assert.Equal("5.5", info.Text("protocol_version"));
        Assert.Equal("C#", info.GetProperty("language_info").Text("name"));
        Assert.Equal(".cs", info.GetProperty("language_info").Text("file_extension"));
        Assert.NotNull(info.Text("banner"));
    }

    [Fact]
    public async Task A_cell_is_announced_shown_and_answered_with_the_same_number()
    {
        Answered first = await Front.RunAsync("20 + 22"), second = await Front.RunAsync("6 * 7");
        int count = first.Reply.GetProperty("execution_count").GetInt32();
        Assert.Equal(["status", "execute_input", "execute_result", "status"], first.Published.Select(message => message.Type));
        Assert.Equal("20 + 22", first.Of("execute_input").Single().Text("code"));
        Assert.Equal("42", first.Result);
        Assert.All(first.Of("execute_input").Concat(first.Of("execute_result")), content => Assert.Equal(count, content.GetProperty("execution_count").GetInt32()));
        Assert.Equal(count + 1, second.Reply.GetProperty("execution_count").GetInt32());
    }

    [Fact]
    public async Task Streams_keep_their_names_and_come_before_idle()
    {
        Answered answered = await Front.RunAsync("Console.WriteLine(\"out μ\"); Console.Error.WriteLine(\"err\");");
        Assert.Equal("out μ\n", answered.Text("stdout"));
        Assert.Equal("err\n", answered.Text("stderr"));
    }

    [Fact]
    public async Task Output_is_published_while_the_cell_runs()
    {
        string id = Front.Send("execute_request", TestFrontEnd.Cell("Console.WriteLine(\"early\"); Console.ReadLine()"));
        Published next;
        do next = await Front.NextPublishedAsync();
        while (next.Type != "stream");
        Assert.Equal("early\n", next.Content.Text("text"));
        await Front.AnswerAsync("now");
        await Front.ReceiveAsync(id);
    }

    [Fact]
    public async Task A_failing_cell_gives_one_error_on_both_ways_and_nothing_on_stderr()
    {
        Answered answered = await Front.RunAsync("\nthrow new InvalidOperationException(\"boo\");");
        JsonElement published = answered.Of("error").Single();
        Assert.Equal("error", answered.Reply.Text("status"));
        foreach (JsonElement error in (JsonElement[])[published, answered.Reply])
        {
            Assert.Equal("InvalidOperationException", error.Text("ename"));
            Assert.Equal("boo", error.Text("evalue"));
            Assert.Contains(error.GetProperty("traceback").EnumerateArray(), line => line.GetString()!.Contains("line 2"));
            Assert.DoesNotContain("CourseKit", error.GetProperty("traceback").GetRawText());
        }
        Assert.Equal("", answered.Text("stderr"));
    }

    [Fact]
    public async Task Display_and_its_update_carry_the_same_id()
    {
        Answered answered = await Front.RunAsync("var shown = display(HTML(\"<b>1</b>\")); shown.Update(HTML(\"<b>2</b>\"));");
        JsonElement display = answered.Of("display_data").Single(), update = answered.Of("update_display_data").Single();
        Assert.Equal("<b>1</b>", display.GetProperty("data").Text("text/html"));
        Assert.Equal("<b>2</b>", update.GetProperty("data").Text("text/html"));
        Assert.NotNull(display.GetProperty("transient").Text("display_id"));
        Assert.Equal(display.GetProperty("transient").Text("display_id"), update.GetProperty("transient").Text("display_id"));
    }

    [Fact]
    public async Task JSON_is_sent_as_JSON()
    {
        Answered answered = await Front.RunAsync("display(\"{\\\"a\\\":[1]}\", \"application/json\");");
        Assert.Equal(1, answered.Of("display_data").Single().GetProperty("data").GetProperty("application/json").GetProperty("a")[0].GetInt32());
    }

    [Fact]
    public async Task Clear_output_is_passed_on()
    {
        Answered answered = await Front.RunAsync("Console.WriteLine(1); ClearOutput(wait: true); Console.WriteLine(2);");
        string[] all = [.. answered.Published.Select(message => message.Type == "clear_output" ? "<cleared>" : message.Content.Text("text") ?? "")];
        Assert.Equal("1\n<cleared>2\n", string.Concat(all));
        Assert.True(answered.Of("clear_output").Single().GetProperty("wait").GetBoolean());
    }

    [Fact]
    public async Task A_silent_cell_shows_no_input_and_no_result_and_does_not_count()
    {
        int before = (await Front.RunAsync("0")).Reply.GetProperty("execution_count").GetInt32();
        Answered silent = await Front.AskAsync("execute_request", new JsonObject { ["code"] = "var quiet = 5; quiet", ["silent"] = true, ["store_history"] = true });
        Assert.Equal(["status", "status"], silent.Published.Select(message => message.Type));
        Answered after = await Front.RunAsync("quiet");
        Assert.Equal("5", after.Result);
        Assert.Equal(before + 1, after.Reply.GetProperty("execution_count").GetInt32());
    }

    [Fact]
    public async Task A_cell_outside_history_shows_its_result_but_does_not_count()
    {
        int before = (await Front.RunAsync("0")).Reply.GetProperty("execution_count").GetInt32();
        Answered unstored = await Front.AskAsync("execute_request", new JsonObject { ["code"] = "77", ["store_history"] = false });
        Assert.Equal("77", unstored.Result);
        Assert.Equal(before, unstored.Reply.GetProperty("execution_count").GetInt32());
    }

    [Fact]
    public async Task User_expressions_are_values_or_errors_each()
    {
        Answered answered = await Front.AskAsync("execute_request", new JsonObject
        {
            ["code"] = "var seven = 7;",
            ["user_expressions"] = new JsonObject { ["good"] = "seven + 1", ["bad"] = "nonsense", ["odd"] = 3 },
        });
        JsonElement values = answered.Reply.GetProperty("user_expressions");
        Assert.Equal("8", values.GetProperty("good").GetProperty("data").Text("text/plain"));
        Assert.Equal("error", values.GetProperty("bad").Text("status"));
        Assert.Equal("CompilationError", values.GetProperty("bad").Text("ename"));
        Assert.DoesNotContain(answered.Published, message => message.Type is "error" or "execute_result");
    }

    [Fact]
    public async Task Cells_that_wait_behind_a_failing_one_are_aborted()
    {
        string failing = Front.Send("execute_request", TestFrontEnd.Cell("Console.ReadLine(); throw new Exception(\"stop\");"));
        string waiting = Front.Send("execute_request", TestFrontEnd.Cell("\"must not run\""));
        string other = Front.Send("kernel_info_request", []);
        string control = Front.Send("kernel_info_request", [], RequestChannel.Control);
        await Front.ReceiveAsync(control, RequestChannel.Control);
        await Front.AnswerAsync("go");
        Assert.Equal("error", (await Front.ReceiveAsync(failing)).Reply.Text("status"));
        Answered aborted = await Front.ReceiveAsync(waiting);
        Assert.Equal("aborted", aborted.Reply.Text("status"));
        Assert.Equal(["status", "status"], aborted.Published.Select(message => message.Type));
        Assert.Equal("ok", (await Front.ReceiveAsync(other)).Reply.Text("status"));
        Assert.Equal("1", (await Front.RunAsync("1")).Result);
    }

    [Fact]
    public async Task Cells_behind_a_failing_one_run_when_the_front_end_wants_it()
    {
        string failing = Front.Send("execute_request", new JsonObject { ["code"] = "throw new Exception();", ["stop_on_error"] = false });
        string waiting = Front.Send("execute_request", TestFrontEnd.Cell("\"ran\""));
        await Front.ReceiveAsync(failing);
        Assert.Equal("ran", (await Front.ReceiveAsync(waiting)).Result);
    }

    [Fact]
    public async Task ReadLine_asks_the_front_end()
    {
        string id = Front.Send("execute_request", TestFrontEnd.Cell("\"hello \" + Console.ReadLine()"));
        JsonElement question = await Front.AnswerAsync("wörld");
        Assert.False(question.GetProperty("password").GetBoolean());
        Assert.Equal("hello wörld", (await Front.ReceiveAsync(id)).Result);
    }

    [Fact]
    public async Task A_password_is_asked_for_as_one()
    {
        string id = Front.Send("execute_request", TestFrontEnd.Cell("ReadPassword(\"Key?\").Length"));
        JsonElement question = await Front.AnswerAsync("four");
        Assert.True(question.GetProperty("password").GetBoolean());
        Assert.Equal("Key?", question.Text("prompt"));
        Assert.Equal("4", (await Front.ReceiveAsync(id)).Result);
    }

    [Fact]
    public async Task Without_stdin_a_cell_finds_the_end_of_input()
    {
        Answered answered = await Front.AskAsync("execute_request", new JsonObject { ["code"] = "Console.ReadLine() is null", ["allow_stdin"] = false });
        Assert.Equal("True", answered.Result);
    }

    [Fact]
    public async Task History_gives_range_tail_and_search()
    {
        int count = (await Front.RunAsync("\"hist 1\"")).Reply.GetProperty("execution_count").GetInt32();
        await Front.RunAsync("\"hist 2\"");
        await Front.RunAsync("\"hist 2\"");
        Assert.Equal(["\"hist 2\""], await HistoryAsync(new JsonObject { ["hist_access_type"] = "tail", ["n"] = 1 }));
        Assert.Equal(["\"hist 1\"", "\"hist 2\""], await HistoryAsync(new JsonObject { ["hist_access_type"] = "range", ["session"] = 0, ["start"] = count, ["stop"] = count + 2 }));
        Assert.Equal(["\"hist 1\"", "\"hist 2\""], await HistoryAsync(new JsonObject { ["hist_access_type"] = "search", ["pattern"] = "*hist ?*", ["unique"] = true }));
        Answered withOutput = await Front.AskAsync("history_request", new JsonObject { ["hist_access_type"] = "tail", ["n"] = 1, ["output"] = true });
        Assert.Equal("hist 2", withOutput.Reply.GetProperty("history")[0][2][1].GetString());
    }

    [Fact]
    public async Task A_comm_that_is_opened_is_closed()
    {
        string id = Front.Send("comm_open", new JsonObject { ["comm_id"] = "c1", ["target_name"] = "jupyter.widget", ["data"] = new JsonObject() });
        Answered answered = await Front.ReceiveAsync(id, hasReply: false);
        Assert.Equal("c1", answered.Of("comm_close").Single().Text("comm_id"));
        Assert.Empty((await Front.AskAsync("comm_info_request", [])).Reply.GetProperty("comms").EnumerateObject());
    }

    [Fact]
    public async Task A_debugger_is_declined()
    {
        JsonElement reply = (await Front.AskAsync("debug_request", new JsonObject { ["seq"] = 4, ["command"] = "attach" }, RequestChannel.Control)).Reply;
        Assert.False(reply.GetProperty("success").GetBoolean());
        Assert.Equal(4, reply.Number("request_seq"));
    }

    [Fact]
    public async Task An_endless_loop_is_interrupted_by_message_and_its_variables_are_kept()
    {
        string id = Front.Send("execute_request", TestFrontEnd.Cell("var kept = 3; Console.WriteLine(\"on\"); while (true) { }"));
        while ((await Front.NextPublishedAsync()).Type != "stream") { }
        await Front.ReceiveAsync(Front.Send("interrupt_request", [], RequestChannel.Control), RequestChannel.Control);
        Assert.Equal("Interrupted", (await Front.ReceiveAsync(id)).Reply.Text("ename"));
        Assert.Equal("3", (await Front.RunAsync("kept")).Result);
    }

    [Fact]
    public async Task A_cell_that_waits_for_input_can_be_interrupted()
    {
        string id = Front.Send("execute_request", TestFrontEnd.Cell("Console.ReadLine()"));
        await Front.QuestionAsync();
        await Front.ReceiveAsync(Front.Send("interrupt_request", [], RequestChannel.Control), RequestChannel.Control);
        Assert.Equal("error", (await Front.ReceiveAsync(id)).Reply.Text("status"));
        Assert.Equal("2", (await Front.RunAsync("1 + 1")).Result);
    }

    [Fact]
    public async Task A_bad_signature_changes_nothing()
    {
        var stranger = new MessageCodec("not the key");
        Front.SendRaw(stranger.Encode([], "execute_request", null, TestFrontEnd.Cell("var stolen = 1;")));
        Front.SendRaw(stranger.Encode([], "shutdown_request", null, []));
        Assert.Equal("CompilationError", (await Front.RunAsync("stolen")).Reply.Text("ename"));
    }

    private async Task<IEnumerable<string?>> HistoryAsync(JsonObject request) =>
        [.. (await Front.AskAsync("history_request", request)).Reply.GetProperty("history").EnumerateArray().Select(entry => entry[2].GetString())];
}
