using Spectre.Console;

namespace CourseKit.Commands;

/// <summary>A bar where somebody watches; where the output is a file, nothing.</summary>
internal static class ConsoleProgress
{
    /// <param name="work">Gets what to call with the number of steps that are done.</param>
    public static async Task<T> RunAsync<T>(IAnsiConsole console, string title, int steps, Func<Action<int>, Task<T>> work)
    {
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Out.IsTerminal) return await work(_ => { });
        return await console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn()).StartAsync(async context =>
        {
            ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: Math.Max(steps, 1));
            return await work(done => task.Value = done);
        });
    }
}
