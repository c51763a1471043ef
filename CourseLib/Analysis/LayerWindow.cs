namespace CourseLib.Analysis;

/// <summary>A layer as far as receptive fields go, along one axis.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Kernel">Elements of the window, K.</param>
/// <param name="Stride">Step of the window, S.</param>
/// <param name="Dilation">Distance between the elements of the window, D.</param>
public sealed record LayerWindow(string Name, int Kernel, int Stride = 1, int Dilation = 1);
