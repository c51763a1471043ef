namespace CourseLib.Data;

/// <summary>Moves an image (C, H, W) within its frame.</summary>
internal static class Shift
{
    /// <summary>Every pixel goes <paramref name="down"/> rows and <paramref name="right"/> columns (either may be negative); the rest turns black.</summary>
    public static void Move(Span<float> image, int channels, int height, int width, int down, int right)
    {
        int columns = Math.Max(0, width - Math.Abs(right));
        for (int channel = 0; channel < channels; channel++)
        {
            Span<float> plane = image.Slice(channel * height * width, height * width);
            for (int step = 0; step < height; step++)
            {
                // Against the direction of the move, so that no row is overwritten before it is read.
                int row = down > 0 ? height - 1 - step : step;
                Span<float> target = plane.Slice(row * width, width);
                int from = row - down;
                if (from < 0 || from >= height || columns == 0)
                {
                    target.Clear();
                    continue;
                }
                plane.Slice(from * width + Math.Max(0, -right), columns).CopyTo(target[Math.Max(0, right)..]);
                if (right > 0) target[..right].Clear();
                else target[columns..].Clear();
            }
        }
    }
}
