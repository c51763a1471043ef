using Spectre.Console;

namespace CourseKit.Datasets;

/// <summary>What the user sees while a data set is fetched.</summary>
internal abstract class FetchProgress
{
    /// <summary>A line that stays.</summary>
    public abstract void Say(string line);

    /// <summary>Begins a stage; without a total it is only known to be going on.</summary>
    public abstract void Begin(string stage, long? total = null);

    /// <summary>How much of the stage's total is done.</summary>
    public abstract void Reach(long done);

    /// <summary>Runs <paramref name="work"/> with bars in a terminal, with plain lines elsewhere.</summary>
    public static Task Show(IAnsiConsole console, Func<FetchProgress, Task> work)
    {
        if (!console.Profile.Out.IsTerminal || !console.Profile.Capabilities.Interactive) return work(new Lines(console.Profile.Out.Writer));
        return console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bars = new Bars(console, context);
                await work(bars);
                bars.Finish();
            });
    }

    /// <summary>Below this many bytes a stage is over before anybody wonders.</summary>
    private const long Long = 100_000_000;

    /// <summary>For logs and pipes: a line at the start of a stage, and one for every tenth of a long one.</summary>
    internal sealed class Lines(TextWriter writer) : FetchProgress
    {
        private string stage = "";
        private long? total;
        private long tenths;

        public override void Say(string line) => writer.WriteLine(line);

        public override void Begin(string stage, long? total = null)
        {
            (this.stage, this.total, tenths) = (stage, total, 0);
            writer.WriteLine(total is >= Long ? $"{stage} ({ByteCount.Text(total.Value)})" : stage);
        }

        public override void Reach(long done)
        {
            if (total is not >= Long || done * 10 / total.Value <= tenths) return;
            tenths = done * 10 / total.Value;
            writer.WriteLine($"{stage}: {tenths * 10} %");
        }
    }

    private sealed class Bars(IAnsiConsole console, ProgressContext context) : FetchProgress
    {
        private ProgressTask? task;

        public override void Say(string line) => console.WriteLine(line);

        public override void Begin(string stage, long? total = null)
        {
            Finish();
            task = context.AddTask(Markup.Escape(total >= Long ? $"{stage} ({ByteCount.Text(total.Value)})" : stage), maxValue: total ?? 1);
            task.IsIndeterminate = total is null;
        }

        public override void Reach(long done) => task!.Value = done;

        /// <summary>A stage that was given up keeps the share that it had reached.</summary>
        public void Finish()
        {
            if (task is null) return;
            if (task.IsIndeterminate) task.Value = task.MaxValue;
            task.IsIndeterminate = false;
            task.StopTask();
        }
    }
}
