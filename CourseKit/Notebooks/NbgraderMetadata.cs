using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CourseKit.Notebooks;

/// <summary>
/// The last step of a build: <c>metadata.nbgrader</c>, schema version 3, for answers, checks and set-up cells, so that nbgrader and its
/// editor extensions understand the notebook too, and the locks that Jupyter and VS Code honour.
/// </summary>
internal static class NbgraderMetadata
{
    public static Notebook Apply(Notebook notebook) => notebook.Map(cell => cell.Role.Role switch
    {
        CellRole.Answer => Marked(cell, grade: false, solution: true, locked: false),
        CellRole.Check => Marked(cell, grade: true, solution: false, locked: true),
        CellRole.Setup => Marked(cell, grade: false, solution: false, locked: true),
        _ => cell,
    });

    private static Cell Marked(Cell cell, bool grade, bool solution, bool locked)
    {
        double? points = grade ? cell.Role.Points : null;
        var own = new JsonObject
        {
            ["schema_version"] = 3,
            ["grade"] = grade,
            ["solution"] = solution,
            ["locked"] = locked,
            ["task"] = false,
            ["grade_id"] = cell.Id,
            ["cell_type"] = CellTypeName(cell.Type),
            ["checksum"] = Checksum(cell.Source, cell.Type, grade, solution, locked, cell.Id, points),
        };
        if (points is double worth) own["points"] = worth;
        JsonObject metadata = cell.Metadata.DeepClone().AsObject();
        metadata["nbgrader"] = own;
        metadata["deletable"] = false;
        if (locked) metadata["editable"] = false;
        return cell with { Metadata = metadata };
    }

    /// <summary>nbgrader's checksum, which tells whether a student changed a cell.</summary>
    /// <param name="points">What a graded cell is worth; nothing else has points.</param>
    public static string Checksum(string source, CellType type, bool grade, bool solution, bool locked, string gradeId, double? points)
    {
        static string Python(bool value) => value ? "True" : "False";
        bool effectiveLock = !solution && (grade || locked);
        string text = source + CellTypeName(type) + Python(grade) + Python(solution) + Python(effectiveLock) + gradeId
            + (grade ? PythonFloat.Text(points ?? 0) : "");
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string CellTypeName(CellType type) => type.ToString().ToLowerInvariant();
}
