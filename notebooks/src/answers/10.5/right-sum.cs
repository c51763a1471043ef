Tensor GlobalAverage(Tensor x) => x.Sum([2, 3]) / (x.Shape[2] * x.Shape[3]);
