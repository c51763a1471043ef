(int Trained, int Remembered) AddedByBatchNorm()
{
    int features = new[] { 20, 50, 500 }.Sum();
    return (features * 2, features * 2);
}
