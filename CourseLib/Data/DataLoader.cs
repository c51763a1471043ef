using System.Collections;
using CourseLib.Tensors;

namespace CourseLib.Data;

/// <summary>
/// Cuts a data set into batches. Every enumeration is the next epoch, with an order and augmentations of its own; both depend on
/// the seed, the epoch and the image alone, not on the batch size, the machine or what ran before.
/// </summary>
/// <remarks>
/// <code>
/// var loader = new DataLoader(Cifar10.Load(Split.Train), batchSize: 128, shuffle: true, seed: 1, normalize: Cifar10.Normalize);
/// foreach (var (images, labels) in loader) { … }
/// </code>
/// </remarks>
public sealed class DataLoader : IEnumerable<Batch>
{
    private readonly Normalization? normalize;
    private readonly Augmentation[] augmentations;

    /// <summary>Batches of <paramref name="batchSize"/> images of <paramref name="dataset"/>.</summary>
    /// <param name="dataset">Where the images come from.</param>
    /// <param name="batchSize">Images a batch; the last batch may have fewer.</param>
    /// <param name="shuffle">A new order in each epoch; otherwise the order of the data set.</param>
    /// <param name="seed">Fixes the orders and the augmentations.</param>
    /// <param name="dropLast">Leaves out the last batch when it is not full.</param>
    /// <param name="normalize">Standardises the pixels; without it they are in [0, 1].</param>
    /// <param name="augmentations">Change each image at random, one after the other, before it is standardised.</param>
    /// <exception cref="ArgumentException">The batch size is not positive, or the normalization has other channels than the images.</exception>
    public DataLoader(
        ImageDataset dataset,
        int batchSize,
        bool shuffle = false,
        int seed = 0,
        bool dropLast = false,
        Normalization? normalize = null,
        IReadOnlyList<Augmentation>? augmentations = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        if (normalize is not null) dataset.RequireChannels(normalize);
        (Dataset, BatchSize, Shuffle, Seed, DropLast) = (dataset, batchSize, shuffle, seed, dropLast);
        this.normalize = normalize;
        this.augmentations = [.. augmentations ?? []];
        if (this.augmentations.Contains(null)) throw new ArgumentException("DataLoader: an augmentation is null; leave it out");
    }

    /// <summary>Where the images come from.</summary>
    public ImageDataset Dataset { get; }

    /// <summary>Images in a full batch.</summary>
    public int BatchSize { get; }

    /// <summary>Whether each epoch has a new order.</summary>
    public bool Shuffle { get; }

    /// <summary>What the orders and the augmentations depend on.</summary>
    public int Seed { get; }

    /// <summary>Whether a last batch that is not full is left out.</summary>
    public bool DropLast { get; }

    /// <summary>The number of batches in an epoch.</summary>
    public int Count => DropLast ? Dataset.Count / BatchSize : (Dataset.Count + BatchSize - 1) / BatchSize;

    /// <summary>The epoch that the next enumeration gives, from 0; set it to repeat one.</summary>
    public int NextEpoch { get; set; }

    /// <summary>The batches of one epoch. Does not move <see cref="NextEpoch"/>.</summary>
    /// <param name="epoch">Its number, from 0.</param>
    /// <param name="firstBatch">The batch to begin with, for an epoch that was interrupted; those before it are not read.</param>
    public IEnumerable<Batch> Epoch(int epoch, int firstBatch = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        return Batches(epoch, firstBatch);
    }

    /// <summary>The order in which an epoch visits the images.</summary>
    public int[] Order(int epoch)
    {
        int[] order = [.. Enumerable.Range(0, Dataset.Count)];
        if (Shuffle) SplitMix64.Keyed(Seed, epoch).Shuffle(order.AsSpan());
        return order;
    }

    /// <summary>The next epoch.</summary>
    public IEnumerator<Batch> GetEnumerator() => Epoch(NextEpoch++).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<Batch> Batches(int epoch, int firstBatch)
    {
        int[] order = Order(epoch);
        int size = Dataset.ImageSize;
        for (int batch = firstBatch; batch < Count; batch++)
        {
            int start = batch * BatchSize;
            int count = Math.Min(BatchSize, order.Length - start);
            Tensor images = Tensor.Uninitialized([count, .. Dataset.ImageShape]);
            int[] labels = new int[count];
            for (int i = 0; i < count; i++)
            {
                Read(epoch, order[start + i], images.Elements.Slice(i * size, size));
                labels[i] = Dataset.Label(order[start + i]);
            }
            yield return new Batch(images, labels);
        }
    }

    private void Read(int epoch, int index, Span<float> image)
    {
        if (augmentations.Length == 0)
        {
            Dataset.Read(index, normalize, image);
            return;
        }
        Dataset.Read(index, null, image);
        var random = SplitMix64.Keyed(Seed, epoch, index);
        foreach (Augmentation augmentation in augmentations)
            augmentation.Apply(image, Dataset.Channels, Dataset.Height, Dataset.Width, ref random);
        normalize?.Apply(image);
    }
}
