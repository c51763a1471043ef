using CourseLib.Data;

namespace CourseLib.Tests.Data;

/// <summary>Small data sets whose pixels say which image, channel and place they come from.</summary>
internal static class Synthetic
{
    public static ImageDataset Dataset(int count, int classes = 3, int channels = 3, int height = 4, int width = 5)
    {
        byte[] pixels = new byte[count * channels * height * width];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i * 31 + i / 256);
        return new ImageDataset(
            "synthetic",
            [.. Enumerable.Range(0, classes).Select(label => $"class {label}")],
            [channels, height, width],
            pixels,
            [.. Enumerable.Range(0, count).Select(image => image % classes)]);
    }

    /// <summary>Images that tell themselves apart: every pixel of image i is i.</summary>
    public static ImageDataset Numbered(int count, int classes = 2, int size = 1) => new(
        "numbered",
        [.. Enumerable.Range(0, classes).Select(label => $"class {label}")],
        [1, size, size],
        [.. Enumerable.Range(0, count).SelectMany(image => Enumerable.Repeat((byte)image, size * size))],
        [.. Enumerable.Range(0, count).Select(image => image % classes)]);
}
