namespace CourseLib.Data;

/// <summary>
/// Fashion-MNIST: 70,000 grey pictures of clothes, 28×28 pixels in ten classes (Xiao, Rasul and Vollgraf 2017, "Fashion-MNIST: a
/// Novel Image Dataset for Benchmarking Machine Learning Algorithms").
/// </summary>
public static class FashionMnist
{
    /// <summary>T-shirt/top, Trouser, Pullover, …, by label.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>The mean and standard deviation of the 60,000 training images.</summary>
    public static Normalization Normalize { get; } = new([0.28604f], [0.35302f]);

    /// <summary>One split: 60,000 or 10,000 images when full, 4,000 or 1,000 when embedded; [1, 28, 28] each.</summary>
    /// <param name="split">Which part.</param>
    /// <param name="source">Which copy; by default what COURSEKIT_DATA says ("full"), else the embedded subset.</param>
    /// <exception cref="FileNotFoundException">That copy is not on this machine; the message says how to get it.</exception>
    /// <exception cref="InvalidDataException">A file is damaged; the message names it.</exception>
    public static ImageDataset Load(Split split, DataSource source = DataSource.Auto) => StandardDataset.Load("fashion-mnist", split, source);
}
