using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>A small network of search cells that share one α for each edge (Liu et al. 2019). Train <see cref="Weights"/> on one half of the images and <see cref="Alphas"/> on the other, in turns (algorithm 1, first order).</summary>
public sealed class DartsNetwork : Module
{
    private readonly Sequential stem;
    private readonly SearchCell[] cells;
    private readonly Linear head;

    private DartsNetwork(int classes, int inChannels, int channels, int cells, int nodes, int? seed)
    {
        LayerFactory.Refuse(nameof(DartsNetwork), classes, inChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cells);
        var make = new LayerFactory(seed);
        stem = RegisterModule("stem", make.ConvNorm(inChannels, channels, 3));
        this.cells = new SearchCell[cells];
        int before = channels, previous = channels;
        IReadOnlyList<Tensor>? shared = null;
        for (int index = 0; index < cells; index++)
        {
            SearchCell cell = this.cells[index] = RegisterModule($"cell{index + 1}", new SearchCell(before, previous, channels, nodes, shared, make.Next()));
            shared ??= [.. cell.Edges.Select(edge => edge.Alpha)];
            (before, previous) = (previous, cell.OutChannels);
        }
        Alphas = shared!;
        head = RegisterModule("head", make.Linear(previous, classes));
    }

    /// <summary>α of each edge: what is searched.</summary>
    public IReadOnlyList<Tensor> Alphas { get; }

    /// <summary>All other parameters.</summary>
    public IEnumerable<Tensor> Weights => Parameters().Where(parameter => !Alphas.Contains(parameter));

    /// <summary>The cell that the search has found; see <see cref="SearchCell.Genotype"/>.</summary>
    public IReadOnlyList<IReadOnlyList<(int From, string Operation)>> Genotype => cells[0].Genotype;

    /// <summary>A stem, cells with 2×2 average pooling between them, the mean over the pixels, and a linear layer.</summary>
    /// <param name="classes">Number of logits.</param>
    /// <param name="inChannels">Channels of the images.</param>
    /// <param name="channels">Channels of each node.</param>
    /// <param name="cells">How many cells.</param>
    /// <param name="nodes">Nodes of each cell.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is not positive.</exception>
    public static DartsNetwork Create(int classes = 10, int inChannels = 3, int channels = 8, int cells = 2, int nodes = 2, int? seed = null) => new(classes, inChannels, channels, cells, nodes, seed);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x)
    {
        Tensor before = stem.Forward(x), previous = before;
        for (int index = 0; index < cells.Length; index++)
        {
            if (index > 0) (before, previous) = (Functional.AvgPool2d(before, 2), Functional.AvgPool2d(previous, 2));
            (before, previous) = (previous, cells[index].Forward(before, previous));
        }
        return Observed(x, head.Forward(Functional.GlobalAvgPool2d(previous)));
    }
}
