using System.Buffers.Binary;
using System.Text;
using CourseKit.Worker;
using CourseLib.Checks;

namespace CourseKit.Tests.Worker;

/// <summary>Frames between front and worker: all that is written can be read, and what cannot be read is said to be so.</summary>
public class ProtocolTests
{
    private static readonly CellImage Image = new([1, 2, 255], [], "Cell3", "<Factory>", true, "var x = \"é😀\u0001\";\n");

    private static readonly Request[] Requests =
    [
        new ExecuteRequest(1, "var x = 1; // \"quotes\", <tags>, ünïcödé", "cell 1"),
        new ExecuteRequest(int.MaxValue, "", "", new(["CourseLib.Norms", ""], ["System.Math"], true, new(["F"], ["using System;"], ["G"])), 0, true, Image, ["System.Math"]),
        new ExecuteRequest(-1, "x", "y", new([]), 3, Image: Image with { Assembly = null }, InForce: []),
        new InputReply(), new InputReply(""), new InputReply("a line"), new InterruptRequest(), new ShutdownRequest(),
        new CompleteRequest(1, "Tensor.", 7), new InspectRequest(2, "Tensor", 0, true), new IsCompleteRequest(3, "{"),
    ];

    private static readonly WorkerEvent[] Events =
    [
        new ReadyEvent(4711), new StreamEvent(1, "stderr", "a\0b\r\n\u001b[31m"), new ClearEvent(1, true), new ReachingEvent(1, "System.Linq.Enumerable.Sum"), new CompiledEvent(1, Image), new ReferencedEvent(1, ["/a/b.dll"]),
        new DisplayEvent(1, new Dictionary<string, string> { ["text/plain"] = "7", ["application/json"] = "{\"a\":1}" }, "curve", true), new DisplayEvent(1, new Dictionary<string, string>()),
        new ResultEvent(1, new Dictionary<string, string> { ["text/html"] = "<b>&amp;</b>" }),
        new RecordingEvent(1, new Recording("the mean", CheckKind.Value, Attempt.Finished, new RecordedValue("tensor", [2, 2], [0.1f, double.NaN, double.NegativeInfinity, 1e300]), null, 1e-4, null, "divide by n")),
        new RecordingEvent(1, new Recording("the text", CheckKind.Throws, Attempt.Threw, null, "ArgumentException: no")),
        new RecordingEvent(1, new Recording("the bound", CheckKind.AtLeast, Attempt.NotAttempted, new RecordedValue("text", [], [], ""), Bound: 0.5)),
        new ErrorEvent(1, "CompilationError", "; expected", ["exercise 08.1, line 12: F()"], 12, 3), new ErrorEvent(1, "DivideByZeroException", "", []),
        new InputEvent(1, "name? ", false), new DoneEvent(1, CellStatus.TimedOut, 12.25),
        new CompletionAnswer(1, 0, 6, [new("Tensor", "class"), new("Sum", "method", "Tensor Sum()")]), new CompletionAnswer(2, 0, 0, []),
        new InspectionAnswer(1), new InspectionAnswer(1, "text", "**markdown**"), new IsCompleteAnswer(1, "incomplete", "    "),
    ];

    [Fact]
    public void EveryKindOfMessageIsAmongTheSamples()
    {
        static IEnumerable<Type> KindsOf(Type message) => message.Assembly.GetTypes().Where(type => type.IsSubclassOf(message) && !type.IsAbstract);
        Assert.Empty(KindsOf(typeof(Request)).Except(Requests.Select(request => request.GetType())));
        Assert.Empty(KindsOf(typeof(WorkerEvent)).Except(Events.Select(message => message.GetType())));
    }

    [Fact]
    public void WhatIsReadIsWhatWasWritten()
    {
        foreach (Request request in Requests)
        {
            Request read = Frames.ReadRequest(new MemoryStream(Frames.Pack(request)))!;
            Assert.Equivalent(request, read, strict: true);
        }
        foreach (WorkerEvent message in Events)
        {
            WorkerEvent read = Frames.ReadEvent(new MemoryStream(Frames.Pack(message)))!;
            Assert.Equal(Frames.Pack(message), Frames.Pack(read));
            if (message is not RecordingEvent) Assert.Equivalent(message, read, strict: true); // A recorded number keeps nine digits.
        }
    }

    [Fact]
    public void ABrokenFrameIsInvalidDataOrAnotherMessage()
    {
        var random = new Random(1);
        int refused = 0;
        foreach (byte[] frame in Requests.Select(Frames.Pack).Concat(Events.Select(Frames.Pack)))
            for (int trial = 0; trial < 200; trial++)
            {
                var body = new List<byte>(frame[4..]);
                for (int change = random.Next(1, 4); change > 0 && body.Count > 1; change--)
                {
                    int at = random.Next(body.Count), count = Math.Min(random.Next(1, 12), body.Count - at);
                    if (random.Next(2) == 0) body[at] = (byte)random.Next(256);
                    else body.RemoveRange(at, Math.Min(count, body.Count - 1));
                }
                refused += Refuses(body.ToArray(), Frames.ReadRequest) + Refuses(body.ToArray(), Frames.ReadEvent);
            }
        Assert.True(refused > 5000, $"{refused} refused");
    }

    [Theory]
    [InlineData("null"), InlineData("7"), InlineData("[]"), InlineData("{}"), InlineData("""{"kind":null}"""), InlineData("""{"kind":"done"}"""), InlineData("""{"kind":"sing","id":1}""")]
    [InlineData("""{"kind":"done","id":1,"status":"Splendid","milliseconds":1}"""), InlineData("""{"kind":"done","id":1,"status":"7","milliseconds":1}""")]
    [InlineData("""{"kind":"done","id":1e10,"status":"Ok","milliseconds":1}"""), InlineData("""{"kind":"done","id":"1","status":"Ok","milliseconds":1}""")]
    [InlineData("""{"kind":"stream","id":1,"name":"stdout","text":null}"""), InlineData("""{"kind":"stream","id":1,"name":"stdout","text":"\ud800"}""")]
    [InlineData("""{"kind":"result","id":1,"data":{"text/plain":null}}"""), InlineData("""{"kind":"result","id":1,"data":[]}"""), InlineData("""{"kind":"compiled","id":1,"image":{"symbols":"*"}}""")]
    [InlineData("""{"kind":"recording","id":1,"recording":{"name":"n","kind":"Value","attempt":"Finished","value":{"type":"number","shape":[],"numbers":["seven"]}}}""")]
    public void WhatIsNoEventIsRefused(string text) => Assert.Equal(1, Refuses(Encoding.UTF8.GetBytes(text), Frames.ReadEvent));

    [Fact]
    public void AFrameMayBeCutShortAndMayNotBeEmptyOrHuge()
    {
        byte[] frame = Frames.Pack(new DoneEvent(1, CellStatus.Ok, 1));
        for (int length = 0; length < frame.Length; length++) Assert.Null(Frames.ReadEvent(new MemoryStream(frame[..length])));
        foreach (int length in new[] { 0, -1, int.MinValue, Frames.MaximumLength + 1 })
        {
            byte[] header = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(header, length);
            Assert.Throws<InvalidDataException>(() => Frames.ReadEvent(new MemoryStream(header)));
        }
    }

    private static int Refuses<T>(byte[] body, Func<Stream, T?> read) where T : class
    {
        byte[] frame = [0, 0, 0, 0, .. body];
        BinaryPrimitives.WriteInt32LittleEndian(frame, body.Length);
        try
        {
            Assert.NotNull(read(new MemoryStream(frame)));
            return 0;
        }
        catch (InvalidDataException)
        {
            return 1;
        }
    }
}
