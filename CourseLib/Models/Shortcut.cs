namespace CourseLib.Models;

/// <summary>How a residual block's input joins its result where their shapes differ (He et al. 2016, section 3.3).</summary>
public enum Shortcut
{
    /// <summary>By a 1×1 convolution and batch normalisation (option B).</summary>
    Projection,
    /// <summary>By leaving out pixels and adding channels of zeros, without parameters (option A).</summary>
    Padding,
    /// <summary>Not at all, so that the network is a plain one, which hardly trains when it is deep.</summary>
    None,
}
