// hint: You divide by H·H. A map is not always square: divide by W·H.
Tensor GlobalAverage(Tensor x) => x.Sum([2, 3]) / (x.Shape[2] * x.Shape[2]);
