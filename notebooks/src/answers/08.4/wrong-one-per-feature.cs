// hint: You counted one number for each feature. There are two: gamma and beta are trained, mean and variance remembered.
(int Trained, int Remembered) AddedByBatchNorm() => (570, 570);
