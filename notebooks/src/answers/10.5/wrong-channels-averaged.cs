// hint: The channels are averaged as well. Each channel keeps a mean of its own.
Tensor GlobalAverage(Tensor x) => x.Mean([1, 2, 3]);
