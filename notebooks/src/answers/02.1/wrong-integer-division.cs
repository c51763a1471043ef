// hint: In C# an int divided by an int is an int: 1 / 1048576 is 0. Write one of them with a point, 1.0.
double LargestFactor()
{
    return 1 / 1048576;
}
