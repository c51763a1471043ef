namespace CourseLib.Norms;

/// <summary>Instance normalisation of (N, C, H, W), each channel of each sample over its pixels.</summary>
/// <param name="features">C.</param>
/// <param name="eps">ε, added to the variance.</param>
/// <param name="decay">The weight of the old value in the running averages, 0.9 if neither is given; the lectures' name.</param>
/// <param name="momentum">The weight of the new value in the running averages; PyTorch's name. Give one of the two.</param>
/// <param name="affine">Whether there are γ and β.</param>
/// <param name="trackRunningStats">Whether running averages are kept, and used in evaluation.</param>
/// <exception cref="ArgumentException">Decay and momentum are both given, or a number is out of its range.</exception>
public sealed class InstanceNorm2d(int features, float eps = 1e-5f, double? decay = null, double? momentum = null, bool affine = false, bool trackRunningStats = false)
    : InstanceNorm(4, "(N, C, H, W)", features, eps, decay, momentum, affine, trackRunningStats);
