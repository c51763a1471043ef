Tensor Im2Col(Tensor x, int kernel, int stride, int pad)
{
    int n = x.Shape[0], c = x.Shape[1], h = x.Shape[2], w = x.Shape[3];
    int height = (h - kernel + 2 * pad) / stride + 1, width = (w - kernel + 2 * pad) / stride + 1;
    var numbers = new float[n * height * width * c * kernel * kernel];
    for (int place = 0, row = 0; row < n * height * width; row++)
        for (int tap = 0; tap < c * kernel * kernel; tap++, place++)
        {
            int image = row / (height * width),
                i = row / width % height * stride - pad + tap / kernel % kernel,
                j = row % width * stride - pad + tap % kernel;
            if (i >= 0 && i < h && j >= 0 && j < w)
                numbers[place] = x[image, tap / (kernel * kernel), i, j];
        }
    return Tensor.From(numbers, n * height * width, c * kernel * kernel);
}
