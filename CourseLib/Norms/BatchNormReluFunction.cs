namespace CourseLib.Norms;

/// <summary>max(y, 0) of <see cref="BatchNormFunction"/>'s y: the ReLU that follows, in the same passes over the memory. The gradient needs neither of the two results, only x.</summary>
internal sealed class BatchNormReluFunction(float eps) : BatchNormFunction(eps)
{
    private protected override bool Rectifies => true;
}
