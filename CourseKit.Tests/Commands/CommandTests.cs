using CourseKit.Tests.Datasets;

namespace CourseKit.Tests.Commands;

/// <summary>Tests of a command as a person uses it: in a folder of its own, with the subset that ships, and what it says kept.</summary>
public abstract class CommandTests : IDisposable
{
    private readonly TextWriter standardOutput = Console.Out, standardError = Console.Error;

    protected CommandTests()
    {
        // The subset that ships is found above the folder of the tests.
        Surroundings.Set("COURSEKIT_DATASETS", null);
        Console.SetOut(Output);
        Console.SetError(Errors);
    }

    private protected Surroundings Surroundings { get; } = new();

    private protected StringWriter Output { get; } = new();

    private protected StringWriter Errors { get; } = new();

    public void Dispose()
    {
        Console.SetOut(standardOutput);
        Console.SetError(standardError);
        Surroundings.Dispose();
        GC.SuppressFinalize(this);
    }
}
