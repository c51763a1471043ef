double PreActivationDeviation(int width, double deviation, int layers)
{
    double meanSquare = 1, variance = 0;
    for (int layer = 1; layer <= layers; layer++)
    {
        variance = width * deviation * deviation * meanSquare;
        meanSquare = variance / 2;
    }
    return Math.Sqrt(variance);
}
