namespace CourseLib.Models;

/// <summary>One decision of a search: how a stage's inverted residuals are made (Tan et al. 2019, section 4.1).</summary>
/// <param name="Expansion">How many times as many channels the depthwise convolution has.</param>
/// <param name="Kernel">Size of the depthwise filters.</param>
/// <param name="SqueezeExcite">Whether channels are gated.</param>
/// <param name="Layers">How many blocks the stage has.</param>
public sealed record MnasBlock(int Expansion, int Kernel, bool SqueezeExcite, int Layers);
