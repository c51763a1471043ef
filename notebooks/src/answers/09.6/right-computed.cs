double VarianceOfBoth()
{
    double[] all = [1, 3, 5, 7];
    return all.Sum(v => (v - all.Average()) * (v - all.Average())) / all.Length;
}
