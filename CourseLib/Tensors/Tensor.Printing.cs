namespace CourseLib.Tensors;

public sealed partial class Tensor
{
    /// <summary>The shape and the elements, abbreviated when there are many.</summary>
    public override string ToString() => TensorPrinter.Print(this);
}
