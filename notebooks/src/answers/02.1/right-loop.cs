double LargestFactor()
{
    double factor = 1;
    for (int layer = 0; layer < 10; layer++) factor /= 4;
    return factor;
}
