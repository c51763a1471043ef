using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>y = x·Wᵀ + b; dx = dy·W, dW = dyᵀ·x, db = Σ dy over the rows.</summary>
/// <remarks>x: (N, in); W: (out, in); b: (out), may be left out; result: (N, out).</remarks>
internal sealed class LinearFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0], weight = inputs[1];
        context.Save(x, weight);
        int rows = x.Sizes[0], from = x.Sizes[1], to = weight.Sizes[0];
        Tensor y = Tensor.Uninitialized([rows, to]);
        if (inputs.Length == 3) Gemm.MultiplyAddRow(false, true, rows, to, from, x.Elements, weight.Elements, inputs[2].Elements, y.Elements);
        else Gemm.Multiply(false, true, rows, to, from, x.Elements, weight.Elements, y.Elements);
        context.State = inputs.Length;
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor x = context.Saved[0], weight = context.Saved[1];
        int rows = x.Sizes[0], from = x.Sizes[1], to = weight.Sizes[0];
        var gradients = new Tensor?[(int)context.State!];
        if (context.Needs(0))
        {
            Tensor dx = Tensor.Uninitialized(x.Shape);
            Gemm.Multiply(false, false, rows, from, to, upstream.Elements, weight.Elements, dx.Elements);
            gradients[0] = dx;
        }
        if (context.Needs(1))
        {
            Tensor dw = Tensor.Uninitialized(weight.Shape);
            Gemm.Multiply(true, false, to, from, rows, upstream.Elements, x.Elements, dw.Elements);
            gradients[1] = dw;
        }
        if (gradients.Length == 3 && context.Needs(2))
        {
            Tensor db = Tensor.Uninitialized([to]);
            Reduce.SumRows(upstream.Elements, rows, to, db.Elements);
            gradients[2] = db;
        }
        return gradients;
    }
}
