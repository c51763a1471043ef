Tensor Cam(Tensor features, Tensor weight, int[] classes)
{
    int images = features.Shape[0], channels = features.Shape[1];
    int height = features.Shape[2], width = features.Shape[3];
    var maps = new List<Tensor>();
    for (int n = 0; n < images; n++)
    {
        Tensor row = weight.Detach().Slice(0, classes[n], 1);
        Tensor pixels = features.Select(0, n).Reshape(channels, height * width);
        maps.Add(row.MatMul(pixels).Reshape(height, width));
    }
    return Tensor.Stack(maps);
}
