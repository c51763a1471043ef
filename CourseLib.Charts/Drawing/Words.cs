namespace CourseLib.Charts.Drawing;

/// <summary>Plotly's words for how things are drawn, as far as the picture has forms for them.</summary>
internal static class Words
{
    /// <summary>What is drawn at and between the points of a scatter chart.</summary>
    public enum Mode
    {
        /// <summary>Nothing.</summary>
        None,
        /// <summary>Lines.</summary>
        Lines,
        /// <summary>Markers.</summary>
        Markers,
        /// <summary>Texts.</summary>
        Text,
        /// <summary>Lines and markers.</summary>
        Lines_Markers,
        /// <summary>Lines and texts.</summary>
        Lines_Text,
        /// <summary>Markers and texts.</summary>
        Markers_Text,
        /// <summary>Lines, markers and texts.</summary>
        Lines_Markers_Text,
    }

    /// <summary>How a line is dashed.</summary>
    public enum DrawingStyle
    {
        /// <summary>Unbroken.</summary>
        Solid,
        /// <summary>Dots.</summary>
        Dot,
        /// <summary>Dashes.</summary>
        Dash,
        /// <summary>Long dashes.</summary>
        LongDash,
        /// <summary>A dash and a dot in turn.</summary>
        DashDot,
        /// <summary>A long dash and a dot in turn.</summary>
        LongDashDot,
    }

    /// <summary>How a line runs from point to point: straight, smoothly, or in steps that begin level (h) or upright (v).</summary>
    public enum Shape
    {
        /// <summary>Straight.</summary>
        Linear,
        /// <summary>A smooth curve through the points.</summary>
        Spline,
        /// <summary>Level, then upright.</summary>
        Hv,
        /// <summary>Upright, then level.</summary>
        Vh,
        /// <summary>A step in the middle between two points.</summary>
        Hvh,
        /// <summary>A level stretch at the middle height between two points.</summary>
        Vhv,
    }

    /// <summary>What a histogram's bar says of the values in its bin.</summary>
    public enum HistFunc
    {
        /// <summary>How many they are.</summary>
        Count,
        /// <summary>Their sum.</summary>
        Sum,
        /// <summary>Their mean.</summary>
        Avg,
        /// <summary>The smallest.</summary>
        Min,
        /// <summary>The largest.</summary>
        Max,
    }

    /// <summary>The shape of a marker.</summary>
    public enum MarkerSymbol
    {
        /// <summary>●</summary>
        Circle,
        /// <summary>■</summary>
        Square,
        /// <summary>◆</summary>
        Diamond,
        /// <summary>A plus sign with body.</summary>
        Cross,
        /// <summary>A diagonal cross with body.</summary>
        X,
        /// <summary>▲</summary>
        TriangleUp,
        /// <summary>▼</summary>
        TriangleDown,
        /// <summary>★</summary>
        Star,
    }

    /// <summary>How an axis places its values.</summary>
    public enum AxisType
    {
        /// <summary>By what the data are.</summary>
        Auto,
        /// <summary>Evenly.</summary>
        Linear,
        /// <summary>By their logarithms; values that are not positive have no place.</summary>
        Log,
        /// <summary>As dates.</summary>
        Date,
        /// <summary>One place for each different value.</summary>
        Category,
    }

    /// <summary>Where a text stands from its point.</summary>
    public enum TextPosition
    {
        /// <summary>Above, to the left.</summary>
        TopLeft,
        /// <summary>Above.</summary>
        TopCenter,
        /// <summary>Above, to the right.</summary>
        TopRight,
        /// <summary>To the left.</summary>
        MiddleLeft,
        /// <summary>On the point.</summary>
        MiddleCenter,
        /// <summary>To the right.</summary>
        MiddleRight,
        /// <summary>Below, to the left.</summary>
        BottomLeft,
        /// <summary>Below.</summary>
        BottomCenter,
        /// <summary>Below, to the right.</summary>
        BottomRight,
        /// <summary>For bars: inside the end.</summary>
        Inside,
        /// <summary>For bars: past the end.</summary>
        Outside,
        /// <summary>For bars: inside where there is room.</summary>
        Auto,
    }

    /// <summary>What the height of a histogram's bar says.</summary>
    public enum HistNorm
    {
        /// <summary>The count.</summary>
        None,
        /// <summary>The share, in per cent.</summary>
        Percent,
        /// <summary>The share, 0 … 1.</summary>
        Probability,
        /// <summary>The count over the bin's width.</summary>
        Density,
        /// <summary>The share over the bin's width: the bars' areas add up to 1.</summary>
        ProbabilityDensity,
    }

    /// <summary>How bars at one place stand together.</summary>
    public enum BarMode
    {
        /// <summary>Side by side.</summary>
        Group,
        /// <summary>One on the other.</summary>
        Stack,
        /// <summary>One before the other.</summary>
        Overlay,
        /// <summary>One on the other, negative ones downwards.</summary>
        Relative,
    }

    /// <summary>Which single points a box or violin shows.</summary>
    public enum BoxPoints
    {
        /// <summary>Those beyond the whiskers.</summary>
        Outliers,
        /// <summary>All.</summary>
        All,
        /// <summary>None.</summary>
        False,
    }

    /// <summary>What a shape is.</summary>
    public enum ShapeType
    {
        /// <summary>A line between two corners.</summary>
        Line,
        /// <summary>A rectangle.</summary>
        Rectangle,
        /// <summary>An ellipse.</summary>
        Circle,
    }

    /// <summary>What is filled under or between lines.</summary>
    public enum Fill
    {
        /// <summary>Nothing.</summary>
        None,
        /// <summary>Down to zero.</summary>
        ToZero_y,
        /// <summary>To the line before.</summary>
        ToNext_y,
        /// <summary>The line closed upon itself.</summary>
        ToSelf,
    }
}
