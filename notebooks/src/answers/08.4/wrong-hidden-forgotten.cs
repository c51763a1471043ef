// hint: The hidden linear layer is normalised too: its 500 features count.
(int Trained, int Remembered) AddedByBatchNorm() => (140, 140);
