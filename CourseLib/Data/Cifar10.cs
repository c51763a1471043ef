namespace CourseLib.Data;

/// <summary>
/// CIFAR-10: 60,000 colour photographs of 32×32 pixels in ten classes (Krizhevsky 2009, "Learning Multiple Layers of Features from
/// Tiny Images").
/// </summary>
public static class Cifar10
{
    /// <summary>airplane, automobile, bird, …, by label.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>The channel means and standard deviations of the 50,000 training images (red, green, blue).</summary>
    public static Normalization Normalize { get; } = new([0.49140f, 0.48216f, 0.44653f], [0.24703f, 0.24349f, 0.26159f]);

    /// <summary>One split: 50,000 or 10,000 images when full, 3,000 or 800 when embedded; [3, 32, 32] each.</summary>
    /// <param name="split">Which part.</param>
    /// <param name="source">Which copy; by default what COURSEKIT_DATA says ("full"), else the embedded subset.</param>
    /// <exception cref="FileNotFoundException">That copy is not on this machine; the message says how to get it.</exception>
    /// <exception cref="InvalidDataException">A file is damaged; the message names it.</exception>
    public static ImageDataset Load(Split split, DataSource source = DataSource.Auto) => StandardDataset.Load("cifar10", split, source);
}
