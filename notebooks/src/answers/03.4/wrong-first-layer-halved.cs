// hint: You halve in the first layer too. Its input is x itself and went through no ReLU.
double PreActivationDeviation(int width, double deviation, int layers) =>
    Math.Pow(deviation * Math.Sqrt(width / 2.0), layers);
