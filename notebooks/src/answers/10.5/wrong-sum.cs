// hint: That is the sum of each map. Divide by the number of its pixels.
Tensor GlobalAverage(Tensor x) => x.Sum([2, 3]);
