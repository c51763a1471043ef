using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Optimizers;

/// <summary>Watches the validation loss, keeps the state of the model at its lowest, and says when it has not improved for long enough (Prechelt 1998).</summary>
/// <example><code>
/// var stopping = new EarlyStopping(model, patience: 5);
/// for (int epoch = 0; epoch &lt; 100 &amp;&amp; !stopping.ShouldStop; epoch++)
/// {
///     …
///     stopping.Report(validationLoss);
/// }
/// stopping.Restore();
/// </code></example>
public sealed class EarlyStopping
{
    private readonly Module model;
    private readonly int patience;
    private readonly double minDelta;
    private Dictionary<string, Tensor>? best;

    /// <summary>Watches <paramref name="model"/>.</summary>
    /// <param name="model">Whose parameters and buffers are kept.</param>
    /// <param name="patience">After how many reports in a row without improvement to stop; at least 1.</param>
    /// <param name="minDelta">By how much a loss must be lower than the best to be an improvement; not negative.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public EarlyStopping(Module model, int patience = 5, double minDelta = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (patience < 1) throw new ArgumentException($"EarlyStopping: the patience is {patience}, and must be 1 or more");
        Argument.NotNegative(nameof(EarlyStopping), "minDelta", minDelta);
        (this.model, this.patience, this.minDelta) = (model, patience, minDelta);
    }

    /// <summary>The lowest loss so far; infinite before the first.</summary>
    public double BestLoss { get; private set; } = double.PositiveInfinity;

    /// <summary>Which report, counted from 0, had the lowest loss; −1 before.</summary>
    public int BestEpoch { get; private set; } = -1;

    /// <summary>How many losses were reported.</summary>
    public int Epochs { get; private set; }

    /// <summary>Whether the patience is at its end.</summary>
    public bool ShouldStop => Epochs - 1 - BestEpoch >= patience;

    /// <summary>Takes the validation loss of an epoch (of an accuracy, its negative). A loss that is not a number is no improvement.</summary>
    /// <returns>Whether it was the best so far, so that the model's state was kept.</returns>
    public bool Report(double loss)
    {
        bool improved = best is null ? !double.IsNaN(loss) : loss < BestLoss - minDelta;
        if (improved)
        {
            (BestLoss, BestEpoch) = (loss, Epochs);
            best = model.StateDict();
        }
        Epochs++;
        return improved;
    }

    /// <summary>Gives the model the parameters and buffers that it had when the loss was lowest, not the last ones.</summary>
    /// <exception cref="InvalidOperationException">No loss was reported.</exception>
    public void Restore() =>
        model.LoadStateDict(best ?? throw new InvalidOperationException("EarlyStopping: there is no best state yet; call Report with a loss after every epoch"));
}
