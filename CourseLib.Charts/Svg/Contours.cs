using CourseLib.Charts.Data;

namespace CourseLib.Charts.Svg;

/// <summary>
/// Marching squares. The grid gets a ring of points below every level right on its border, so that the lines around the region at or
/// above a level always close; a missing value counts as below. Places are in rows and columns.
/// </summary>
internal sealed class Contours
{
    /// <summary>An edge between two neighbouring points of the ringed grid: to the right of (row, column), or below it.</summary>
    private readonly record struct Edge(int Row, int Column, bool Right);

    private readonly Matrix z;
    private readonly double level;
    private readonly Dictionary<Edge, (Edge End, bool Border)> next = [];

    private Contours(Matrix z, double level)
    {
        this.z = z;
        this.level = level;
        for (int r = 0; r <= z.Rows; r++)
            for (int c = 0; c <= z.Columns; c++) Cell(r, c);
    }

    /// <summary>Closed outlines of all that is at or above a level; inner ones are holes.</summary>
    public static IEnumerable<(double Row, double Column)[]> Regions(Matrix z, double level)
    {
        Contours contours = new(z, level);
        foreach (List<Edge> loop in contours.Loops()) yield return [.. loop.Select(contours.Place)];
    }

    /// <summary>The lines at a level, without the pieces that run along the border.</summary>
    public static IEnumerable<(double Row, double Column)[]> Lines(Matrix z, double level)
    {
        Contours contours = new(z, level);
        foreach (List<Edge> loop in contours.Loops())
        {
            // Begin after a piece of border, if there is one, so that a line is not cut where the walk happened to begin.
            int start = Math.Max(0, loop.FindIndex(edge => contours.next[edge].Border));
            List<(double, double)> line = [];
            for (int i = 0; i <= loop.Count; i++)
            {
                Edge edge = loop[(start + i) % loop.Count];
                line.Add(contours.Place(edge));
                if (i < loop.Count && !contours.next[edge].Border) continue;
                if (line.Count > 1) yield return [.. line];
                line.Clear();
            }
        }
    }

    private IEnumerable<List<Edge>> Loops()
    {
        HashSet<Edge> walked = [];
        foreach (Edge start in next.Keys)
        {
            if (!walked.Add(start)) continue;
            List<Edge> loop = [start];
            for (Edge at = next[start].End; at != start; at = next[at].End)
            {
                walked.Add(at);
                loop.Add(at);
            }
            yield return loop;
        }
    }

    /// <summary>
    /// Walks round a cell clockwise. A line begins on an edge where the walk leaves the region and ends where it comes back; with two of
    /// each, the cell's mean says whether the region is one piece or two.
    /// </summary>
    private void Cell(int row, int column)
    {
        bool a = Inside(row, column), b = Inside(row, column + 1), c = Inside(row + 1, column + 1), d = Inside(row + 1, column);
        if (a == b && b == c && c == d) return;
        Edge top = new(row, column, true), right = new(row, column + 1, false), bottom = new(row + 1, column, true), left = new(row, column, false);
        bool border = !(Known(row, column) && Known(row, column + 1) && Known(row + 1, column) && Known(row + 1, column + 1));
        if (a == c && b == d)
        {
            double mean = (Value(row, column) + Value(row, column + 1) + Value(row + 1, column) + Value(row + 1, column + 1)) / 4;
            bool joined = mean >= level;
            (Edge first, Edge second, Edge back, Edge other) = a ? (top, bottom, right, left) : (right, left, bottom, top);
            next[first] = (joined ? back : other, border);
            next[second] = (joined ? other : back, border);
            return;
        }
        ReadOnlySpan<(bool From, bool To, Edge Edge)> walk = [(a, b, top), (b, c, right), (c, d, bottom), (d, a, left)];
        Edge begin = default, end = default;
        foreach ((bool from, bool to, Edge edge) in walk)
        {
            if (from && !to) begin = edge;
            if (!from && to) end = edge;
        }
        next[begin] = (end, border);
    }

    private (double Row, double Column) Place(Edge edge)
    {
        (int r2, int c2) = edge.Right ? (edge.Row, edge.Column + 1) : (edge.Row + 1, edge.Column);
        (int Row, int Column) inner = (edge.Row, edge.Column), outer = (r2, c2);
        if (!Inside(inner.Row, inner.Column)) (inner, outer) = (outer, inner);
        double t = 0;
        if (Known(outer.Row, outer.Column))
        {
            double high = Value(inner.Row, inner.Column), low = Value(outer.Row, outer.Column);
            t = Math.Clamp((high - level) / (high - low), 0, 1);
        }
        return (inner.Row - 1 + t * (outer.Row - inner.Row), inner.Column - 1 + t * (outer.Column - inner.Column));
    }

    private bool Inside(int row, int column) => Known(row, column) && Value(row, column) >= level;

    private bool Known(int row, int column) =>
        row >= 1 && column >= 1 && row <= z.Rows && column <= z.Columns && double.IsFinite(z[row - 1, column - 1]);

    private double Value(int row, int column) => Known(row, column) ? z[row - 1, column - 1] : double.NegativeInfinity;
}
