using Xunit.Abstractions;
using Xunit.Sdk;

namespace CourseKit.Tests;

/// <summary>
/// <c>dotnet CourseKit.Tests.dll CLASS…</c> runs classes of tests in this process, for machines on which a test host, which looks for all tests
/// first, takes minutes. Exits with 0 where each test was run and passed; a skipped one counts as not run.
/// </summary>
internal static class OneClass
{
    private static async Task<int> Main(string[] classes)
    {
        using var framework = new XunitTestFramework(new Sink(_ => { }));
        using ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(Reflector.Wrap(typeof(OneClass).Assembly));
        var cases = new List<ITestCase>();
        foreach (string name in classes)
        {
            var found = new Sink(message =>
            {
                if (message is ITestCaseDiscoveryMessage one) cases.Add(one.TestCase);
            });
            string type = typeof(OneClass).Assembly.GetTypes().Single(type => type.Name == name).FullName!;
            discoverer.Find(type, includeSourceInformation: false, found, new Options());
            await found.Finished;
        }
        int passed = 0, failed = 0, skipped = 0;
        var ran = new Sink(message =>
        {
            switch (message)
            {
                case ITestStarting test:
                    Console.WriteLine($"Running {test.Test.DisplayName}");
                    break;
                case ITestPassed test:
                    passed++;
                    Console.WriteLine($"Passed {test.Test.DisplayName} [{test.ExecutionTime:0.0} s]");
                    break;
                case ITestSkipped test:
                    skipped++;
                    Console.WriteLine($"Skipped {test.Test.DisplayName}: {test.Reason}");
                    break;
                case IFailureInformation failure:
                    failed++;
                    Console.WriteLine($"Failed {(message as ITestMessage)?.Test.DisplayName}\n{string.Join('\n', failure.Messages)}\n{string.Join('\n', failure.StackTraces)}");
                    break;
            }
        });
        using ITestFrameworkExecutor executor = framework.GetExecutor(typeof(OneClass).Assembly.GetName());
        executor.RunTests(cases, ran, new Options());
        await ran.Finished;
        Console.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
        return passed > 0 && failed + skipped == 0 ? 0 : 1;
    }

    /// <summary>Hears what is found and what is run, one message at a time.</summary>
    private sealed class Sink(Action<IMessageSinkMessage> hear) : LongLivedMarshalByRefObject, IMessageSink
    {
        private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Finished => finished.Task;

        public bool OnMessage(IMessageSinkMessage message)
        {
            lock (finished) hear(message);
            if (message is IDiscoveryCompleteMessage or ITestAssemblyFinished) finished.TrySetResult();
            return true;
        }
    }

    /// <summary>All as it is where nothing is asked for.</summary>
    private sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> values = [];

        public TValue GetValue<TValue>(string name) => values.TryGetValue(name, out object? value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => values[name] = value;
    }
}
