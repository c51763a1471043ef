int[] HowManyMeans()
{
    int n = 32, c = 64, h = 8, w = 8, g = 16, all = n * c * h * w;
    return [all / (n * h * w), all / (c * h * w), all / (h * w), all / (c / g * h * w)];
}
