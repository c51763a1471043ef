namespace CourseLib.Initializers;

/// <summary>Which number of connections a scheme keeps the variance for.</summary>
public enum Fan
{
    /// <summary>Inputs of a unit: the variance of activations stays in the forward pass.</summary>
    In,
    /// <summary>Outputs: the variance of gradients stays in the backward pass.</summary>
    Out,
    /// <summary>The mean of both, as Glorot and Bengio propose.</summary>
    Average,
}
