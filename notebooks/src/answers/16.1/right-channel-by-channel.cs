Tensor Cam(Tensor features, Tensor weight, int[] classes)
{
    Tensor[] maps = new Tensor[classes.Length];
    for (int n = 0; n < maps.Length; n++)
    {
        Tensor sum = Tensor.Zeros(features.Shape[2], features.Shape[3]);
        for (int c = 0; c < features.Shape[1]; c++)
            sum += features.Select(0, n).Select(0, c) * weight[classes[n], c];
        maps[n] = sum;
    }
    return Tensor.Stack(maps);
}
