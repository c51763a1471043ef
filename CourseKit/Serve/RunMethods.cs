using StreamJsonRpc;

namespace CourseKit.Serve;

/// <summary>What an editor asks of workers.</summary>
internal sealed class RunMethods(NotebookSessions sessions, CheckedExercises exercises)
{
    [JsonRpcMethod("coursekit/run", UseSingleObjectParameterDeserialization = true)]
    public async Task<RunResult> RunAsync(RunParams request, CancellationToken cancellation)
    {
        NotebookSession session = sessions.Of(request.Notebook);
        return await session.RunAsync(request, shown => exercises.Heard(request, shown, session), cancellation);
    }

    [JsonRpcMethod("coursekit/interrupt", UseSingleObjectParameterDeserialization = true)]
    public async Task<object?> InterruptAsync(NotebookParams request)
    {
        if (sessions.Find(request.Notebook) is NotebookSession session)
            await session.InterruptAsync();
        return null;
    }

    [JsonRpcMethod("coursekit/restart", UseSingleObjectParameterDeserialization = true)]
    public async Task<object?> RestartAsync(NotebookParams request)
    {
        try
        {
            await sessions.Of(request.Notebook).RestartAsync();
        }
        catch (CourseKitException failure)
        {
            throw new LocalRpcException(failure.Message);
        }
        return null;
    }
}
