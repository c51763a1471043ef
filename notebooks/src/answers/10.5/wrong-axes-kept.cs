// hint: The result still has axes of size 1 for height and width. The shape must be (N, C).
Tensor GlobalAverage(Tensor x) => x.Mean([2, 3], keepDims: true);
