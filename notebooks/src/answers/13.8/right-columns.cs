Tensor DeformConv(
    Tensor x, Tensor offset, Tensor weight, int stride = 1, int padding = 0)
{
    int filters = weight.Shape[0], channels = weight.Shape[1], kw = weight.Shape[3];
    int taps = weight.Shape[2] * kw, height = offset.Shape[2], width = offset.Shape[3];
    Tensor flat = weight.Reshape(filters, channels * taps);
    var images = new List<Tensor>();
    for (int n = 0; n < x.Shape[0]; n++)
    {
        // What each (channel, tap) reads for each output pixel; then one matrix product.
        var columns = new float[channels * taps, height * width];
        for (int c = 0; c < channels; c++)
        {
            Tensor plane = x.Select(0, n).Select(0, c);
            for (int t = 0; t < taps; t++)
                for (int at = 0; at < height * width; at++)
                {
                    int p = at / width, q = at % width;
                    columns[c * taps + t, at] = sample(plane,
                        p * stride - padding + t / kw + offset[n, 2 * t, p, q],
                        q * stride - padding + t % kw + offset[n, 2 * t + 1, p, q]);
                }
        }
        images.Add(flat.MatMul(Tensor.From(columns)).Reshape(filters, height, width));
    }
    return Tensor.Stack(images);
}
