namespace CourseLib.Charts.Drawing;

/// <summary>Head or cells of a table, column by column, with their styles; a style is for all, for a column or for a cell.</summary>
internal sealed record TableCells(string[][] Columns)
{
    /// <summary>start, middle or end for each column, repeated.</summary>
    public string[] Anchors { get; init; } = ["middle"];

    public CssColor[][] Fills { get; init; } = [];

    public CssColor[][] Colors { get; init; } = [];

    public double? FontSize { get; init; }

    public double Height { get; init; } = 20;

    public int Rows => Columns.Select(column => column.Length).DefaultIfEmpty(0).Max();

    /// <summary>The text of a cell; empty where there is none.</summary>
    public string Text(int column, int row) => column < Columns.Length && row < Columns[column].Length ? Columns[column][row] : "";

    /// <summary>The style of a cell: of its column, or the only one; within that of its row, or one row after the other.</summary>
    public static CssColor? Of(CssColor[][] styles, int column, int row) =>
        styles.Length == 0 || styles[column % styles.Length] is not { Length: > 0 } own ? null : own[row % own.Length];
}

/// <summary>A table with a head.</summary>
internal sealed record TableTrace(TableCells Head, TableCells Cells, double[] Widths) : Trace
{
    public override string Type => "table";

    public override bool UsesPalette => false;
}
