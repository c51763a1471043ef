using CourseLib.Layers;
using CourseLib.Models;
using CourseLib.Norms;

namespace CourseKit.Experiments;

/// <summary>What is compared: LeNet-5 with one normalisation or without.</summary>
/// <param name="Key">As in the results.</param>
/// <param name="Title">For people.</param>
/// <param name="Decay">The weight of the old value in batch normalisation's moving averages; null for another normalisation or none.</param>
/// <param name="Groups">The groups of group normalisation; 0 for another normalisation or none.</param>
/// <param name="Lecture">The test accuracy that the lecture reports, without its recipe.</param>
internal sealed record Arm(string Key, string Title, double? Decay = null, int Groups = 0, double? Lecture = null)
{
    public static Arm None { get; } = new("none", "without BN", Lecture: 0.7433);

    public static Arm SlowBatchNorm { get; } = new("bn-0.99", "BN, decay 0.99", Decay: 0.99, Lecture: 0.7816);

    public static Arm BatchNorm { get; } = new("bn-0.9", "BN, decay 0.9", Decay: 0.9, Lecture: 0.7826);

    /// <summary>Five groups divide the 20, 50 and 500 features of LeNet-5 alike.</summary>
    public static Arm GroupNorm { get; } = new("gn", "GN, 5 groups", Groups: 5);

    public static IReadOnlyList<Arm> All { get; } = [None, SlowBatchNorm, BatchNorm, GroupNorm];

    /// <summary>The title of the arm with this key.</summary>
    public static string TitleOf(string key) => All.FirstOrDefault(arm => arm.Key == key)?.Title ?? key;

    /// <summary>The network; one seed gives all arms the same convolutions and linear layers.</summary>
    public Sequential Network(int seed) => LeNet5.Create(norm: Images(), normFlat: Features(), seed: seed);

    private Func<int, Module>? Images() =>
        Decay is double decay ? channels => new BatchNorm2d(channels, decay: decay) : Groups > 0 ? channels => new GroupNorm(Groups, channels) : null;

    private Func<int, Module>? Features() =>
        Decay is double decay ? features => new BatchNorm1d(features, decay: decay) : Groups > 0 ? features => new GroupNorm(Groups, features) : null;
}
