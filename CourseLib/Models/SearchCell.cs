using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>
/// A cell whose edges are <see cref="MixedOp"/>s (Liu et al. 2019, section 2.1): every node adds up what comes from the two inputs and from all nodes before it; the result joins
/// all nodes' channels. Input (N, C, H, W), result (N, nodes·channels, H, W).
/// </summary>
public sealed class SearchCell : Module
{
    private readonly Sequential preprocess0, preprocess1;
    private readonly List<MixedOp[]> nodes = [];

    /// <summary>A cell with new weights.</summary>
    /// <param name="beforeChannels">Channels of the last cell but one.</param>
    /// <param name="previousChannels">Channels of the last cell.</param>
    /// <param name="channels">Channels of each node.</param>
    /// <param name="nodes">How many nodes; the paper's cells have 4.</param>
    /// <param name="alphas">α of each edge, which cells may share; each edge has its own if null.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is not positive, or there is not one α for each of the nodes·(nodes + 3)/2 edges.</exception>
    public SearchCell(int beforeChannels, int previousChannels, int channels, int nodes = 4, IReadOnlyList<Tensor>? alphas = null, int? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nodes);
        int edges = nodes * (nodes + 3) / 2;
        if (alphas is not null && alphas.Count != edges) throw new ArgumentException($"SearchCell: {alphas.Count} alphas for the {edges} edges of {nodes} nodes; give one for each edge");
        var make = new LayerFactory(seed);
        preprocess0 = RegisterModule("preprocess0", make.ConvNormReLU(beforeChannels, channels, 1));
        preprocess1 = RegisterModule("preprocess1", make.ConvNormReLU(previousChannels, channels, 1));
        int edge = 0;
        for (int node = 0; node < nodes; node++)
        {
            var into = new MixedOp[node + 2];
            for (int from = 0; from < into.Length; from++, edge++)
                into[from] = RegisterModule($"edge{from}_{node + 2}", MixedOp.Darts(channels, 1, alphas?[edge], make.Next()));
            this.nodes.Add(into);
        }
        OutChannels = nodes * channels;
    }

    /// <summary>Channels of the result.</summary>
    public int OutChannels { get; }

    /// <summary>The edges, those into the first node first.</summary>
    public IReadOnlyList<MixedOp> Edges => [.. nodes.SelectMany(into => into)];

    /// <summary>The cell that the search has found (section 2.4): for each node the two edges with the strongest operation other than "none", as (from, operation); 0 and 1 are the inputs, 2 the first node.</summary>
    public IReadOnlyList<IReadOnlyList<(int From, string Operation)>> Genotype =>
        [.. nodes.Select(into => into.Select(Strongest).OrderByDescending(edge => edge.Weight).Take(2).Select(edge => (edge.From, edge.Operation)).ToArray())];

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Forward(x, x);

    /// <summary>The cell's result for the results of the last cell but one and of the last cell, of the same height and width.</summary>
    public Tensor Forward(Tensor before, Tensor previous)
    {
        var states = new List<Tensor> { preprocess0.Forward(before), preprocess1.Forward(previous) };
        Shapes.Require(nameof(SearchCell), "the state before, preprocessed,", states[0], states[1].Sizes);
        foreach (MixedOp[] into in nodes)
        {
            Tensor sum = into[0].Forward(states[0]);
            for (int from = 1; from < into.Length; from++) sum += into[from].Forward(states[from]);
            states.Add(sum);
        }
        return Observed(previous, Tensor.Concat(states[2..], 1));
    }

    private static (int From, string Operation, float Weight) Strongest(MixedOp edge, int from)
    {
        float[] weights = edge.Weights.ToArray();
        int best = Enumerable.Range(0, weights.Length).Where(index => edge.Names[index] != "none").MaxBy(index => weights[index]);
        return (from, edge.Names[best], weights[best]);
    }
}
