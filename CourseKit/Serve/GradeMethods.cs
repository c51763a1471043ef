using CourseKit.Commands;
using CourseKit.Grading;
using StreamJsonRpc;

namespace CourseKit.Serve;

internal sealed record ClassGrades(string Folder, IReadOnlyList<StudentGrades> Students);

internal sealed record StudentGrades(string Name, double Total, double Of, IReadOnlyList<NotebookGrade> Notebooks);

/// <param name="Flags">What an instructor should look at.</param>
/// <param name="Submission">The URI of what was handed in, where it lies beside the grades; null where it does not.</param>
/// <param name="Feedback">The URI of the student's page.</param>
internal sealed record NotebookGrade(
    string Name,
    double Points,
    double Of,
    IReadOnlyList<string> Flags,
    string? Submission,
    string? Feedback,
    IReadOnlyList<ExerciseGrade> Exercises
);

/// <param name="Marked">Whether a person gave the points.</param>
internal sealed record ExerciseGrade(string Id, double Points, double Of, bool Marked, string? Comment);

internal sealed record MarkParams(
    string Folder,
    string Student,
    string Notebook,
    string Exercise,
    double? Points = null,
    string? Comment = null
);

/// <summary>A graded class in the editor.</summary>
internal sealed class GradeMethods
{
    private const string Grades = "grades";

    /// <summary>Null where nothing has been graded in the folder, or in the folder "grades" below it.</summary>
    [JsonRpcMethod("coursekit/grades", UseSingleObjectParameterDeserialization = true)]
    public ClassGrades? Of(FolderParams request)
    {
        if (FolderOf(request.Folder) is not string folder)
            return null;
        return Guarded(() =>
        {
            using var gradebook = new Gradebook(folder, create: false);
            IReadOnlyList<Grade> grades = Grade.Of(gradebook.Results(), gradebook.Policy, gradebook.Marks());
            return new ClassGrades(
                DocumentUri.FromPath(folder),
                [
                    .. grades
                        .GroupBy(grade => grade.Student)
                        .Select(student => new StudentGrades(
                            student.Key,
                            student.Sum(grade => grade.Score),
                            student.Sum(grade => grade.Result.Points),
                            [.. student.Select(grade => Describe(grade, folder))]
                        )),
                ]
            );
        });
    }

    [JsonRpcMethod("coursekit/mark", UseSingleObjectParameterDeserialization = true)]
    public object? Mark(MarkParams request)
    {
        string folder = FolderOf(request.Folder) ?? throw new LocalRpcException($"there is no gradebook in {request.Folder}");
        string exercise = request.Exercise.Length > 0 ? request.Exercise : request.Notebook;
        Guarded(() =>
            MarkCommand.Run(
                folder,
                request.Student,
                exercise,
                request.Points,
                request.Comment ?? "",
                remove: request.Points is null && string.IsNullOrEmpty(request.Comment),
                TextWriter.Null
            )
        );
        return null;
    }

    private static string? FolderOf(string uri)
    {
        if (DocumentUri.ToPath(uri) is not string path)
            return null;
        return ((string[])[path, Path.Combine(path, Grades)]).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "gradebook.db")));
    }

    private static NotebookGrade Describe(Grade grade, string folder)
    {
        string feedback = Path.Combine(folder, "feedback", FeedbackPage.FileName(grade.Student));
        return new NotebookGrade(
            grade.Notebook,
            grade.Score,
            grade.Result.Points,
            [.. grade.Result.Flags.Select(flag => flag.Message)],
            SubmissionOf(grade, folder),
            File.Exists(feedback) ? DocumentUri.FromPath(feedback) : null,
            [
                .. grade.Result.Exercises.Select(exercise => new ExerciseGrade(
                    exercise.Exercise,
                    grade.ScoreOf(exercise),
                    exercise.Points,
                    grade.MarkOf(exercise.Exercise)?.Points is not null,
                    grade.MarkOf(exercise.Exercise)?.Comment
                )),
            ]
        );
    }

    /// <summary>In nbgrader's layout beside the grades; of other layouts the gradebook keeps no path.</summary>
    private static string? SubmissionOf(Grade grade, string folder)
    {
        string submitted = Path.Combine(Path.GetDirectoryName(folder) ?? folder, "submitted", grade.Student);
        return (
            (string[])
                [Path.Combine(submitted, grade.Notebook, grade.Notebook + ".ipynb"), Path.Combine(submitted, grade.Notebook + ".ipynb")]
        )
            .Where(File.Exists)
            .Select(DocumentUri.FromPath)
            .FirstOrDefault();
    }

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (CourseKitException failure)
        {
            throw new LocalRpcException(failure.Message);
        }
    }
}
