namespace CourseLib.Layers;

/// <summary>What a layer's result sees of its input: a window that moves over it.</summary>
/// <param name="Kernel">Elements of the window.</param>
/// <param name="Stride">Step of the window.</param>
/// <param name="Dilation">Distance between the elements of the window.</param>
public readonly record struct Window(Size2d Kernel, Size2d Stride, Size2d Dilation);
