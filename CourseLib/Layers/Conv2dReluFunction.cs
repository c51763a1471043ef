using CourseLib.Kernels;

namespace CourseLib.Layers;

/// <summary>max(w ⋆ x + b, 0): a convolution and the ReLU that follows, without keeping what is between them.</summary>
internal sealed class Conv2dReluFunction(ConvolutionShape shape) : Conv2dFunction(shape, rectifies: true);
