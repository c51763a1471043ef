// hint: That is Xavier's formula, without a ReLU. Each ReLU takes half of the square.
double PreActivationDeviation(int width, double deviation, int layers) =>
    Math.Pow(deviation * Math.Sqrt(width), layers);
