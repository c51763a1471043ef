using CourseLib.Tensors;

namespace CourseLib.Autograd;

/// <summary>What one application of a <see cref="Function"/> keeps from its forward to its backward.</summary>
public sealed class Context
{
    private readonly bool[] needs;
    private readonly bool recording;
    private Tensor[] saved = [];
    private int[] versions = [];

    internal Context(bool recording, Tensor[] inputs)
    {
        this.recording = recording;
        needs = new bool[inputs.Length];
        if (recording)
            for (int index = 0; index < inputs.Length; index++) needs[index] = inputs[index].RequiresGrad;
    }

    /// <summary>Whether the gradient with respect to input <paramref name="index"/> is wanted.</summary>
    public bool Needs(int index) => needs[index];

    /// <summary>Whether any gradient will be asked for; false under <see cref="NoGrad"/>, where nothing need be kept.</summary>
    public bool IsRecording => recording;

    /// <summary>Anything else that the backward needs: shapes, indices.</summary>
    public object? State { get; set; }

    /// <summary>Keeps tensors for the backward.</summary>
    public void Save(params Tensor[] tensors)
    {
        if (!recording) return;
        saved = tensors;
        versions = Array.ConvertAll(tensors, tensor => tensor.Storage.Version);
    }

    /// <summary>The tensors that the forward saved.</summary>
    /// <exception cref="InvalidOperationException">One was changed in place since, so that the gradient would be wrong.</exception>
    public IReadOnlyList<Tensor> Saved
    {
        get
        {
            for (int index = 0; index < saved.Length; index++)
                if (saved[index].Storage.Version != versions[index])
                    throw new InvalidOperationException(
                        $"Backward: a tensor of shape {Shapes.Describe(saved[index].Sizes)} that the gradient needs was changed in place after the forward pass; change a Clone() instead");
            return saved;
        }
    }

    internal void Release()
    {
        saved = [];
        versions = [];
        State = null;
    }
}
