// hint: width / 2 of a whole number is a whole number, and layers / 2 rounds down: in C# write 2.0.
double PreActivationDeviation(int width, double deviation, int layers) =>
    Math.Sqrt(Math.Pow(width * deviation * deviation, layers) * Math.Pow(1 / 2, layers - 1));
