Tensor AdaIN(Tensor content, Tensor style, float eps = 1e-5f)
{
    int[] axes = [2, 3];
    Tensor scale = (style.Var(axes, unbiased: false, keepDims: true) + eps).Sqrt()
        / (content.Var(axes, unbiased: false, keepDims: true) + eps).Sqrt();
    Tensor to = style.Mean(axes, keepDims: true), from = content.Mean(axes, keepDims: true);
    return content * scale + (to - from * scale);
}
