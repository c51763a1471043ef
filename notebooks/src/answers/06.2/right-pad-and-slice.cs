Tensor Im2Col(Tensor x, int kernel, int stride, int pad)
{
    Tensor padded = x.Pad2d(pad, pad);
    int[] s = padded.Shape;
    var windows = new List<Tensor>();
    for (int n = 0; n < s[0]; n++)
        for (int i = 0; i + kernel <= s[2]; i += stride)
            for (int j = 0; j + kernel <= s[3]; j += stride)
                windows.Add(
                    padded[n, .., i..(i + kernel), j..(j + kernel)]
                        .Reshape(s[1] * kernel * kernel));
    return Tensor.Stack(windows);
}
