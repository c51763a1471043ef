using System.CommandLine;
using CourseKit.Grading;
using CourseKit.Notebooks;

namespace CourseKit.Commands;

/// <summary><c>coursekit build</c>: the notebooks that students get, from the Markdown that authors edit.</summary>
internal static class BuildCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("notebook") { Description = "Number, name or file of a source; all of them when none is named.", Arity = ArgumentArity.ZeroOrMore };
        names.Validators.Add(result =>
        {
            // An argument of any number swallows a mistyped option.
            if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } option)
                result.AddError($"there is no option '{option.Value}'; see: coursekit build --help");
        });
        var check = new Option<bool>("--check") { Description = "Write nothing; exit 1 and name each notebook that is stale, missing, or has lost its source." };
        var instructor = new Option<string?>("--instructor")
        {
            Description = "Write the notebooks with solutions and hidden tests to this folder instead. Keep it out of version control.",
            HelpName = "DIR",
        };
        var command = new Command("build", """
            Builds notebooks/NN-name.ipynb, the students' notebooks, from notebooks/src/NN-name.md.

            Solutions become stubs, hidden tests disappear, cell ids stay what they were. Notebooks with exercises are run with their
            solutions, and what the visible checks saw is kept in notebooks/oracles. Results that README.md shows are taken from notebooks/results.

            Examples:
              coursekit build                     every notebook
              coursekit build 08                  only notebook 08
              coursekit build --check             what a continuous build runs: fails when a notebook is out of date
              coursekit build --instructor keys   the notebooks with their solutions, in the folder 'keys'
            """)
        { names, check, instructor };
        command.SetAction(async (parsed, cancellation) =>
        {
            Course course = Course.Find();
            string[] spoken = parsed.GetValue(names) ?? [];
            bool verify = parsed.GetValue(check);
            int code = Run(course, spoken, verify, parsed.GetValue(instructor), Console.Out, Console.Error);
            if (parsed.GetValue(instructor) is not null || (code != CourseKitException.Done && !verify)) return code;
            IReadOnlyList<string> wanted = spoken.Length > 0 ? [.. spoken.Select(course.ResolveSource).Distinct()] : course.SourceNames();
            return Math.Max(code, await Oracles.BuildAsync(course, wanted, verify, Console.Out, Console.Error, cancellation));
        });
        return command;
    }

    internal static int Run(Course course, IReadOnlyList<string> spoken, bool check, string? instructor, TextWriter output, TextWriter error)
    {
        if (check && instructor is not null)
            throw new CourseKitException("--check looks at the students' notebooks and --instructor writes others; give one of the two", CourseKitException.WrongUsage);
        if (instructor is not null && IsWithin(instructor, course.Notebooks))
            throw new CourseKitException($"--instructor {instructor} would put solutions among the students' notebooks; name a folder outside {course.Notebooks}", CourseKitException.WrongUsage);
        if (course.SourceNames().Count == 0)
            throw new CourseKitException($"there is no notebook source in {course.Sources}; write one as 'NN-name.md'");

        IReadOnlyList<string> names = [.. spoken.Select(course.ResolveSource).Distinct()];
        var errors = new List<string>();
        BuildProducts products = instructor is null
            ? BuildProducts.Student(course, names, errors)
            : BuildProducts.Instructor(course, names, instructor, errors);
        foreach (string line in errors) error.WriteLine($"coursekit: {line}");
        if (errors.Count > 0) return CourseKitException.WorkFailed;
        return check ? Verify(products, output, error) : Write(products, output, error);
    }

    private static int Verify(BuildProducts products, TextWriter output, TextWriter error)
    {
        int wrong = 0;
        void Tell(string line)
        {
            error.WriteLine($"coursekit: {line}");
            wrong++;
        }
        foreach (Product product in products.All)
            if (!product.Exists) Tell($"{product.Path} is missing; run: coursekit build");
            else if (!product.IsCurrentButSaved) Tell($"{product.Path} is not what its source gives; run: coursekit build");
        foreach (string orphan in products.Orphans) Tell($"{orphan} has no source; delete it or restore the source");
        if (wrong == 0) output.WriteLine($"{Count(products.Files.Count)} up to date.");
        return wrong == 0 ? CourseKitException.Done : CourseKitException.WorkFailed;
    }

    private static int Write(BuildProducts products, TextWriter output, TextWriter error)
    {
        Product[] stale = [.. products.All.Where(product => !product.IsCurrent)];
        foreach (Product product in stale)
        {
            AtomicFile.Write(product.Path, product.Text);
            output.WriteLine($"wrote {product.Path}");
        }
        foreach (string orphan in products.Orphans) error.WriteLine($"coursekit: {orphan} has no source; delete it or restore the source");
        int written = stale.Count(products.Files.Contains);
        output.WriteLine($"{Count(written)} written, {Count(products.Files.Count - written)} unchanged.");
        return CourseKitException.Done;
    }

    private static string Count(int notebooks) => notebooks == 1 ? "1 notebook" : $"{notebooks} notebooks";

    private static bool IsWithin(string path, string folder)
    {
        string relative = Path.GetRelativePath(folder, Path.GetFullPath(path));
        return relative == "." || !Path.IsPathRooted(relative) && !relative.StartsWith("..", StringComparison.Ordinal);
    }
}
