namespace CourseLib.Charts.Svg;

/// <summary>A rectangle in pixels, y downwards.</summary>
internal readonly record struct Rect(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public double CenterX => Left + Width / 2;

    public double CenterY => Top + Height / 2;

    /// <summary>Its corners, clockwise from the top left.</summary>
    public (double X, double Y)[] Corners => [(Left, Top), (Right, Top), (Right, Bottom), (Left, Bottom)];

    /// <summary>The largest rectangle of a given width-to-height ratio in the middle of this one.</summary>
    public Rect WithRatio(double ratio)
    {
        if (!(ratio > 0) || !double.IsFinite(ratio)) return this;
        return Width / Height > ratio
            ? new(CenterX - Height * ratio / 2, Top, Height * ratio, Height)
            : new(Left, CenterY - Width / ratio / 2, Width, Width / ratio);
    }

    public bool Overlaps(Rect other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
}
