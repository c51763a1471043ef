namespace CourseLib.Charts.Svg;

/// <summary>
/// Looks at the cube −½…½ from where Plotly does, (1.25, 1.25, 1.25), without perspective: x runs to the left front, y to the right
/// front, z up.
/// </summary>
internal sealed class Camera
{
    private static readonly double Half = Math.Sqrt(0.5), Third = Math.Sqrt(1.0 / 3), Sixth = Math.Sqrt(1.0 / 6);

    private readonly double zoom, centerX, centerY;

    /// <param name="plot">Where the whole cube, with room for its labels, must fit.</param>
    public Camera(Rect plot)
    {
        // The cube's outline is √2 wide and 4/√6 high.
        zoom = Math.Min((plot.Width - 110) / Math.Sqrt(2), (plot.Height - 50) / (4 * Sixth));
        zoom = Math.Max(20, zoom);
        (centerX, centerY) = (plot.CenterX, plot.CenterY - 10);
    }

    public (double X, double Y) Pixel(double x, double y, double z) =>
        (centerX + zoom * Half * (y - x), centerY - zoom * (2 * Sixth * z - Sixth * (x + y)));

    /// <summary>How near a point is: larger is nearer.</summary>
    public static double Nearness(double x, double y, double z) => Third * (x + y + z);
}
