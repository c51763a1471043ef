using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Runtime;
using System.Runtime.ExceptionServices;
using CourseLib.Checks;

namespace CourseKit.Worker;

/// <summary>The whole of a worker: one thread hears the front, another runs cells, and all they have to say leaves by the outbox.</summary>
internal sealed class WorkerProcess
{
    /// <summary>
    /// Recursion in student code is honest work until it fills this, eight times what a program has; the pages cost nothing before they are used. What throws at the
    /// bottom of it, as the text of a record that contains itself does, is unwound call by call: a larger stack makes that a minute.
    /// </summary>
    private const int StackSize = 64 << 20;

    /// <summary>Tells the front how far the raw text of the error pipe belongs to the cell that has just ended.</summary>
    public const byte EndOfRawText = 0x1E;

    private readonly Stream input;
    private readonly bool compiles;
    private readonly Outbox outbox;
    private readonly CellSession session;
    private readonly ClassCompiler compiler;
    private readonly CellErrors errors;
    private readonly CellReader console;
    private readonly TextWriter standardOutput, standardError;
    private readonly LanguageService language;
    private readonly CellPreparation preparation;
    private readonly CellWarnings warnings;
    private readonly BlockingCollection<(ExecuteRequest Request, Interruption Interruption)> cells = [];
    private readonly MemoryReserve reserve = new();
    private Interruption latest = new();

    /// <param name="record">Send what checks see.</param>
    /// <param name="compiles">False where all cells come compiled: there is no compiler to warm up then.</param>
    public WorkerProcess(Stream input, Stream output, bool record, bool compiles)
    {
        this.input = input;
        this.compiles = compiles;
        outbox = new Outbox(output);
        session = new CellSession(Directory.GetCurrentDirectory());
        compiler = new ClassCompiler(session);
        errors = new CellErrors(session);
        language = new LanguageService(session, outbox.Announce);
        preparation = new CellPreparation(session, outbox, record);
        warnings = new CellWarnings(outbox);
        console = new CellReader(outbox);
        (standardOutput, standardError) = (new CellWriter(outbox, "stdout"), new CellWriter(outbox, "stderr"));
        TakeConsole();
        Displays.Sink = (data, display, update) => outbox.Show((id, shown) => new DisplayEvent(id, shown, display, update), data);
        CellControls.Clear = wait => outbox.Post(id => new ClearEvent(id, wait));
        CellControls.AskPassword = prompt => console.Ask(prompt, password: true);
        InteractiveFormatting.IsOffered = !record;
        if (record) (GradedCheck.Recorder, CheckSession.Recorder) = (seen => outbox.Record(seen, isStray: false), seen => outbox.Record(seen, isStray: true));
        ReachGuard.Tell = symbol => outbox.Post(id => new ReachingEvent(id, symbol));
        ReachGuard.IsStudents = session.IsStudents;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => outbox.Flush();
        ExceptionHandling.SetUnhandledExceptionHandler(thrown =>
        {
            TellLate(thrown);
            return true;
        });
    }

    /// <summary>Runs until the front closes the pipe or asks for the end.</summary>
    public void Run()
    {
        var runner = new Thread(RunCells, StackSize) { IsBackground = true, Name = "cells" };
        runner.Start();
        try
        {
            while (Frames.ReadRequest(input) is Request request) Hear(request);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException) { }
        End();
    }

    private void End()
    {
        preparation.Dispose();
        StandardStreams.EndNow();
    }

    private void Hear(Request request)
    {
        switch (request)
        {
            case ExecuteRequest cell:
                latest = new Interruption();
                cells.Add((cell, latest));
                break;
            case InputReply reply: console.Answer(reply.Text); break;
            case InterruptRequest: latest.Request(); break;
            case Question question: language.Ask(question); break;
            case ShutdownRequest: End(); break;
        }
    }

    private void RunCells()
    {
        if (compiles) WarmUp();
        reserve.Take();
        outbox.Announce(new ReadyEvent(Environment.ProcessId));
        foreach ((ExecuteRequest request, Interruption interruption) in cells.GetConsumingEnumerable()) RunCell(request, interruption);
    }

    /// <summary>The first cell of a process makes .NET compile the compiler; this one nobody waits for.</summary>
    private void WarmUp()
    {
        CompiledCell cell = session.Compile("_ = CourseLib.Tensors.Tensor.From([1f], 1).Count + Enumerable.Range(0, 2).Sum(i => i); $\"{1 + 1}\"", "start", CellRules.None, CancellationToken.None);
        object? value = new CellContext(TellLate).Run(() => session.Start(cell));
        Formatter.Bundle(value);
    }

    private void RunCell(ExecuteRequest request, Interruption interruption)
    {
        long start = Stopwatch.GetTimestamp();
        outbox.Begin(request.Id);
        Assembly? assembly = null;
        Exception? failure = null;
        interruption.Begin();
        try
        {
            if (request is { CompileOnly: true, After: 0 }) compiler.Begin();
            else if (request.After is int before) session.Return(before, request.Label);
            if (request.CompileOnly) CompileOnly(request, interruption.Requested);
            else
                foreach ((CompiledCell cell, bool isCell) in CellsOf(request, interruption.Requested))
                {
                    assembly = cell.Assembly;
                    if (isCell) warnings.Tell(cell.Diagnostics);
                    interruption.Requested.ThrowIfCancellationRequested();
                    ReachGuard.Begin(request.InForce, assembly);
#pragma warning disable SYSLIB0046 // The last resort against library code that does not come back; what the cell breaks by it is its own.
                    ControlledExecution.Run(() => failure = Run(cell, isCell), interruption.Abort);
#pragma warning restore SYSLIB0046
                    if (failure is not null) break;
                }
            preparation.Finish(request, Stopwatch.GetElapsedTime(start));
        }
        catch (Exception thrown)
        {
            // What is told of it must be made, too.
            if (IsOfMemory(thrown)) reserve.Release();
            failure = thrown;
        }
        ReachGuard.End();
        session.Remember(request.Id);
        interruption.End();
        if (IsOfMemory(failure)) reserve.Release();
        else reserve.Take();
        CellStatus status = Tell(failure, interruption.Requested.IsCancellationRequested, assembly);
        TakeConsole();
        MarkRawText();
        outbox.End(status, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <summary>What is to be run for a cell, in order; each must have run before the next is asked for.</summary>
    private IEnumerable<(CompiledCell Cell, bool IsCell)> CellsOf(ExecuteRequest request, CancellationToken cancellation)
    {
        if (request.Image is CellImage image) yield return (session.Load(image, request.Code, request.Label, request.Rules?.Confined ?? false), true);
        else
            foreach (CellPart part in preparation.PartsOf(request, cancellation))
                yield return (session.Compile(part.Code, part.Label, request.Rules ?? CellRules.None, cancellation), part.IsCell);
    }

    private void CompileOnly(ExecuteRequest request, CancellationToken cancellation)
    {
        // Lines for the kernel are none of the compiler's business; one that nobody knows is an error here as in the notebook.
        CellDirectives.Of(request.Code, request.Label);
        CellImage image = compiler.Translate(request with { Code = CellDirectives.Blanked(request.Code) }, cancellation);
        outbox.Post(id => new CompiledEvent(id, image));
    }

    /// <summary>Runs a cell and sends its value; gives what it throws, save an abort, which must go on.</summary>
    private Exception? Run(CompiledCell cell, bool showsValue)
    {
        try
        {
            object? value = new CellContext(TellLate).Run(() => session.Start(cell));
            if (showsValue && cell.HasValue && !Displays.IsOnShow(value))
                outbox.Show((id, data) => new ResultEvent(id, data), Formatter.Bundle(value));
            return EndScope();
        }
        catch (Exception thrown) when (thrown is not ThreadAbortException)
        {
            EndScope();
            return thrown;
        }
    }

    /// <summary>Disposes what the cell had by <c>using</c>; gives what that throws.</summary>
    private Exception? EndScope()
    {
        if (CellScope.IsEmpty) return null;
        try
        {
            new CellContext(TellLate).Run(async () =>
            {
                await CellScope.EndAsync();
                return true;
            });
            return null;
        }
        catch (Exception thrown) when (thrown is not ThreadAbortException)
        {
            return thrown;
        }
    }

    private static bool IsOfMemory(Exception? failure) =>
        failure is OutOfMemoryException || (failure is AggregateException or System.Reflection.TargetInvocationException or TypeInitializationException && IsOfMemory(failure.InnerException));

    private CellStatus Tell(Exception? failure, bool interrupted, Assembly? assembly)
    {
        if (interrupted)
        {
            outbox.Post(id => new ErrorEvent(id, "Interrupted", "the cell was interrupted; its variables are kept", []));
            return CellStatus.Interrupted;
        }
        if (failure is null) return CellStatus.Ok;
        outbox.Post(id => failure is CellFailure refused ? refused.ToEvent(id) : errors.Describe(id, failure, assembly));
        return CellStatus.Error;
    }

    private void TellLate(Exception thrown) => outbox.Write("stderr", "in the background: " + errors.Render(thrown));

    /// <summary>A cell may redirect the console, for itself.</summary>
    private void TakeConsole()
    {
        Console.SetIn(console);
        Console.SetOut(standardOutput);
        Console.SetError(standardError);
    }

    private static void MarkRawText()
    {
        using Stream raw = Console.OpenStandardError();
        raw.WriteByte(EndOfRawText);
    }
}
