using System.Diagnostics.CodeAnalysis;
using CourseLib.Tensors;

namespace CourseLib.Data;

/// <summary>
/// Labelled images of one size, held as bytes: channel planes in the order of the data set (red, green, blue), rows from the top.
/// Subsets share the bytes of the set they were cut from.
/// </summary>
public sealed class ImageDataset
{
    private readonly byte[] pixels;
    private readonly int[] labels;

    /// <summary>Where in <see cref="pixels"/> each image lies, counted in images.</summary>
    private readonly int[] places;

    /// <summary>A data set of <paramref name="labels"/>.Length images, one after the other in <paramref name="pixels"/>.</summary>
    /// <param name="name">For printing.</param>
    /// <param name="classNames">The name of class 0, 1, ….</param>
    /// <param name="imageShape">[channels, height, width].</param>
    /// <param name="pixels">The images; the array is kept, not copied.</param>
    /// <param name="labels">The class of each image.</param>
    /// <exception cref="ArgumentException">Sizes disagree or a label names no class.</exception>
    public ImageDataset(string name, IReadOnlyList<string> classNames, IReadOnlyList<int> imageShape, byte[] pixels, int[] labels)
        : this(name, classNames, imageShape, pixels, labels, Places(imageShape, pixels, labels))
    {
        for (int i = 0; i < labels.Length; i++)
            if (labels[i] < 0 || labels[i] >= classNames.Count)
                throw new ArgumentException($"{name}: image {i} has label {labels[i]}; wanted 0 to {classNames.Count - 1}");
    }

    private ImageDataset(string name, IReadOnlyList<string> classNames, IReadOnlyList<int> imageShape, byte[] pixels, int[] labels, int[] places)
    {
        Name = name;
        ClassNames = [.. classNames];
        (Channels, Height, Width) = (imageShape[0], imageShape[1], imageShape[2]);
        (this.pixels, this.labels, this.places) = (pixels, labels, places);
        Labels = Array.AsReadOnly(labels);
    }

    /// <summary>What the set is called, for printing.</summary>
    public string Name { get; }

    /// <summary>The names of the classes, by label.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The number of classes.</summary>
    public int ClassCount => ClassNames.Count;

    /// <summary>The number of images.</summary>
    public int Count => places.Length;

    /// <summary>[channels, height, width].</summary>
    public int[] ImageShape => [Channels, Height, Width];

    /// <summary>1 for grey, 3 for colour.</summary>
    public int Channels { get; }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>Bytes of an image.</summary>
    public int ImageSize => Channels * Height * Width;

    /// <summary>The label of every image.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>The label of image <paramref name="index"/>.</summary>
    public int Label(int index) => labels[Known(index)];

    /// <summary>The bytes of image <paramref name="index"/>, (C, H, W), 0 to 255.</summary>
    public ReadOnlySpan<byte> Pixels(int index) => pixels.AsSpan(checked(places[Known(index)] * ImageSize), ImageSize);

    /// <summary>Image <paramref name="index"/> as a tensor [C, H, W] in [0, 1], standardised when <paramref name="normalize"/> is given.</summary>
    public Tensor Image(int index, Normalization? normalize = null)
    {
        Tensor image = Tensor.Uninitialized(ImageShape);
        Read(index, normalize, image.Elements);
        GC.KeepAlive(image);
        return image;
    }

    /// <summary><paramref name="count"/> images from number <paramref name="start"/> on, as a tensor [count, C, H, W] in [0, 1] (or standardised).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many.</exception>
    public Tensor Images(int start, int count, Normalization? normalize = null)
    {
        if (start < 0 || count < 0 || count > Count - start)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{Name}: images {start} to {start + (long)count - 1} were asked for; there are {Count}");
        return Batch([.. Enumerable.Range(start, count)], normalize).Images;
    }

    /// <summary>The images at <paramref name="indices"/> as a tensor [N, C, H, W] in [0, 1] (or standardised), with their labels.</summary>
    public Batch Batch(IReadOnlyList<int> indices, Normalization? normalize = null)
    {
        ArgumentNullException.ThrowIfNull(indices);
        Tensor images = Tensor.Uninitialized([indices.Count, .. ImageShape]);
        int[] chosen = new int[indices.Count];
        for (int i = 0; i < indices.Count; i++)
        {
            Read(indices[i], normalize, images.Elements.Slice(i * ImageSize, ImageSize));
            chosen[i] = Label(indices[i]);
        }
        GC.KeepAlive(images);
        return new Batch(images, chosen);
    }

    /// <summary>All images as one batch.</summary>
    public Batch All(Normalization? normalize = null) => Batch([.. Enumerable.Range(0, Count)], normalize);

    /// <summary>How many images each class has.</summary>
    public int[] ClassCounts()
    {
        int[] counts = new int[ClassCount];
        foreach (int label in labels) counts[label]++;
        return counts;
    }

    /// <summary>The images at <paramref name="indices"/>, in that order, as a set of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index names no image.</exception>
    public ImageDataset Subset(IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        int[] chosenLabels = new int[indices.Count], chosenPlaces = new int[indices.Count];
        for (int i = 0; i < chosenPlaces.Length; i++)
        {
            chosenPlaces[i] = places[Known(indices[i])];
            chosenLabels[i] = labels[indices[i]];
        }
        return new ImageDataset(Name, ClassNames, ImageShape, pixels, chosenLabels, chosenPlaces);
    }

    /// <summary>The first <paramref name="count"/> images, or all when there are fewer.</summary>
    public ImageDataset Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Subset([.. Enumerable.Range(0, Math.Min(count, Count))]);
    }

    /// <summary>The first <paramref name="perClass"/> images of every class, in the order of this set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A class has fewer.</exception>
    public ImageDataset FirstOfEachClass(int perClass)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(perClass);
        int[] counts = ClassCounts();
        int scarcest = Array.IndexOf(counts, counts.Min());
        if (counts[scarcest] < perClass)
            throw new ArgumentOutOfRangeException(
                nameof(perClass), perClass, $"{Name}: class '{ClassNames[scarcest]}' has only {counts[scarcest]} images");
        int[] taken = new int[ClassCount];
        return Subset([.. Enumerable.Range(0, Count).Where(index => taken[Label(index)]++ < perClass)]);
    }

    /// <summary>
    /// Sets <paramref name="validation"/> (a share, 0 to 1) of every class aside, chosen by <paramref name="seed"/>; both parts keep
    /// the order of this set. Equal for equal seeds, on every machine.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1.</exception>
    public (ImageDataset Train, ImageDataset Validation) SplitOff(double validation, int seed)
    {
        if (!(validation is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(validation), validation, "the share set aside must be between 0 and 1");
        bool[] aside = new bool[Count];
        for (int label = 0; label < ClassCount; label++)
        {
            int[] members = [.. Enumerable.Range(0, Count).Where(index => Label(index) == label)];
            SplitMix64.Keyed(seed, label).Shuffle(members.AsSpan());
            int wanted = (int)Math.Round(members.Length * validation, MidpointRounding.AwayFromZero);
            foreach (int index in members.AsSpan(0, wanted)) aside[index] = true;
        }
        ILookup<bool, int> parts = Enumerable.Range(0, Count).ToLookup(index => aside[index]);
        return (Subset([.. parts[false]]), Subset([.. parts[true]]));
    }

    /// <summary>"CIFAR-10 (embedded subset, train): 3000 images 3×32×32 in 10 classes".</summary>
    public override string ToString() => $"{Name}: {Count} images {Channels}×{Height}×{Width} in {ClassCount} classes";

    /// <summary>The number of image <paramref name="index"/> in the whole set that this one was cut from.</summary>
    internal int Origin(int index) => places[Known(index)];

    private int Known(int index) => (uint)index < (uint)Count
        ? index
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"{Name}: there is no image {index}, which is outside 0 to {Count - 1}");

    internal void Read(int index, Normalization? normalize, Span<float> target)
    {
        PixelConversion.ToUnit(Pixels(index), target);
        if (normalize is null) return;
        RequireChannels(normalize);
        normalize.Apply(target);
    }

    internal void RequireChannels(Normalization normalize)
    {
        if (normalize.Channels != Channels)
            throw new ArgumentException($"{Name}: images have {Channels} channels, the normalization has {normalize.Channels}");
    }

    [SuppressMessage("Usage", "CA2208", Justification = "The public constructor's parameters have these names.")]
    private static int[] Places(IReadOnlyList<int> imageShape, byte[] pixels, int[] labels)
    {
        ArgumentNullException.ThrowIfNull(imageShape);
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        if (imageShape.Count != 3 || imageShape.Any(size => size <= 0))
            throw new ArgumentException($"an image shape of [{string.Join(", ", imageShape)}]; wanted [channels, height, width], all positive");
        long wanted = (long)labels.Length * imageShape[0] * imageShape[1] * imageShape[2];
        if (pixels.Length != wanted)
            throw new ArgumentException(
                $"{labels.Length} images of [{string.Join(", ", imageShape)}] need {wanted} bytes; there are {pixels.Length}");
        return [.. Enumerable.Range(0, labels.Length)];
    }
}
