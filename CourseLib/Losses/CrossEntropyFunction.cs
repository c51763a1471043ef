using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Losses;

/// <summary>The mean over the rows of −ln softmax(logits)[label]; dlogits = (softmax − onehot)/N.</summary>
/// <remarks>logits: (N, classes); result: one number.</remarks>
internal sealed class CrossEntropyFunction(int[] labels) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor logits = inputs[0], probabilities = Tensor.Uninitialized(logits.Shape);
        double loss = SoftmaxCrossEntropy.Forward(logits.Sizes[0], logits.Sizes[1], logits.Elements, labels, probabilities.Elements);
        context.Save(probabilities);
        GC.KeepAlive(probabilities);
        return Tensor.Scalar((float)loss);
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor probabilities = context.Saved[0], dlogits = Tensor.Uninitialized(probabilities.Shape);
        int rows = probabilities.Sizes[0];
        SoftmaxCrossEntropy.Backward(rows, probabilities.Sizes[1], probabilities.Elements, labels, upstream.Elements[0] / rows, dlogits.Elements);
        return [dlogits];
    }
}
