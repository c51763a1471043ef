(int Trained, int Remembered) AddedByBatchNorm() => (1140, 1140);
