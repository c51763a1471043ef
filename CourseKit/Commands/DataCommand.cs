using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CourseKit.Datasets;
using CourseLib.Data;
using Spectre.Console;

namespace CourseKit.Commands;

/// <summary><c>coursekit data list|get|verify|subset</c>.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Lists, fetches and checks the data sets of the course.") { List(), Get(), Verify(), Subset() };

    private static Command List()
    {
        var command = new Command("list", "Shows which data sets are here, and which can be fetched.");
        command.SetAction(_ =>
        {
            IAnsiConsole console = CommandConsole.Create();
            console.Write(DatasetTable.Of(DatasetCatalog.All));
            return CourseKitException.Done;
        });
        return command;
    }

    private static Command Get()
    {
        var name = new Argument<string>("name") { Description = $"One of: {Names()}." };
        var command = new Command("get", "Fetches a whole data set into your cache. Goes on where an interrupted run stopped.") { name };
        command.SetAction(async (parsed, cancellation) =>
        {
            DatasetEntry entry = DatasetCatalog.Find(parsed.GetRequiredValue(name));
            var watch = Stopwatch.StartNew();
            IAnsiConsole console = CommandConsole.Create();
            await FetchProgress.Show(console, progress => new DatasetFetcher(progress).Fetch(entry, cancellation));
            string seconds = watch.Elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
            console.WriteLine($"{entry.Title}: {entry.Files.Sum(file => file.Images)} images, verified, in {entry.Folder} ({seconds} s)");
            return CourseKitException.Done;
        });
        return command;
    }

    private static Command Verify()
    {
        var name = new Argument<string?>("name") { Description = $"One of: {Names()}. All that are here, when left out.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("verify", "Checks every byte of the data sets that are here; names the files that are damaged.") { name };
        command.SetAction(parsed =>
        {
            string? wanted = parsed.GetValue(name);
            IReadOnlyList<DatasetEntry> entries = wanted is null ? DatasetCatalog.All : [DatasetCatalog.Find(wanted)];
            return DatasetCheck.Run(entries, CommandConsole.Create(), Console.Error);
        });
        return command;
    }

    private static Command Subset()
    {
        var name = new Argument<string>("name") { Description = $"One of: {Names()}." };
        var output = new Option<string?>("--output", "-o") { Description = "The folder to write; by default the course's datasets/NAME." };
        var train = new Option<int?>("--train") { Description = "Training images of every class." };
        var test = new Option<int?>("--test") { Description = "Test images of every class." };
        var command = new Command("subset", "For course authors: cuts the class-balanced subset that ships with the course.") { name, output, train, test };
        command.SetAction(parsed =>
        {
            DatasetEntry entry = DatasetCatalog.Find(parsed.GetRequiredValue(name));
            var sizes = new SplitSizes(parsed.GetValue(train) ?? entry.SubsetPerClass.Train, parsed.GetValue(test) ?? entry.SubsetPerClass.Test);
            if (sizes.Train <= 0 || sizes.Test <= 0) throw new CourseKitException("--train and --test must be positive", CourseKitException.WrongUsage);
            string folder = parsed.GetValue(output) ?? Path.Combine(Course.Find().Datasets, entry.Name);
            DatasetManifest cut = DatasetSubset.Cut(entry, sizes, folder);
            int images = cut.Files.Sum(file => file.Images);
            Console.WriteLine($"{entry.Title}: {images} images, {ByteCount.Text((long)images * cut.RecordSize)}, in {folder}");
            return CourseKitException.Done;
        });
        return command;
    }

    private static string Names() => string.Join(", ", DatasetCatalog.All.Select(entry => entry.Name));
}
