// hint: The weights of the first image are used for all images. Image i is convolved with its own mixture.
Tensor CondConv(Tensor x, Tensor experts, Tensor alpha, int padding = 0)
{
    Tensor weights = alpha.Slice(0, 0, 1).Reshape(-1, 1, 1, 1, 1);
    return Functional.Conv2d(x, (weights * experts).Sum(0), padding: padding);
}
