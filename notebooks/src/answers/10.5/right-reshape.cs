Tensor GlobalAverage(Tensor x) =>
    x.Reshape(x.Shape[0], x.Shape[1], x.Shape[2] * x.Shape[3]).Mean([2]);
