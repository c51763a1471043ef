using CourseLib.Data;

namespace CourseKit.Datasets;

/// <summary>A data set that the course knows: what it is, what its files must be, and where they can be had.</summary>
/// <param name="Name">As in <c>coursekit data get NAME</c>.</param>
/// <param name="Title">For people.</param>
/// <param name="Provenance">Who made it, and in which publication.</param>
/// <param name="Page">The data set's own page.</param>
/// <param name="Licence">What its makers say of its use.</param>
/// <param name="ImageShape">[channels, height, width].</param>
/// <param name="Classes">Class names, by label.</param>
/// <param name="Files">The whole set's record files, with the SHA-256 that they must have.</param>
/// <param name="PerClass">Images of each class in the whole set.</param>
/// <param name="Mean">The channel means of the training images, five decimals.</param>
/// <param name="Std">Their standard deviations, five decimals.</param>
/// <param name="SubsetPerClass">Images of each class in the subset that ships.</param>
/// <param name="Sources">Where the whole set can be had, best first.</param>
/// <param name="ClassList">A file of class names, one a line, that the original set has; null when it has none.</param>
internal sealed record DatasetEntry(
    string Name,
    string Title,
    string Provenance,
    string Page,
    string Licence,
    IReadOnlyList<int> ImageShape,
    IReadOnlyList<string> Classes,
    IReadOnlyList<DatasetFile> Files,
    SplitSizes PerClass,
    IReadOnlyList<double> Mean,
    IReadOnlyList<double> Std,
    SplitSizes SubsetPerClass,
    IReadOnlyList<DatasetSource> Sources,
    string? ClassList = null)
{
    public string Folder => DatasetFolder.Full(Name);

    /// <summary>The manifest of the whole set, or of a subset of it.</summary>
    public DatasetManifest Manifest(string? cut = null, IReadOnlyList<DatasetFile>? files = null) =>
        new(Name, Title, Provenance, Page, Licence, ImageShape, Classes, files ?? Files, cut);

    public int RecordSize => Manifest().RecordSize;

    /// <summary>The bytes that a file must have.</summary>
    public long SizeOf(DatasetFile file) => (long)file.Images * RecordSize;
}

/// <summary>A number for the training part and one for the test part.</summary>
internal sealed record SplitSizes(int Train, int Test)
{
    public int Of(Split split) => split == Split.Train ? Train : Test;
}
