double PreActivationDeviation(int width, double deviation, int layers) =>
    Math.Exp(layers * Math.Log(deviation * Math.Sqrt(width)) - (layers - 1) * Math.Log(2) / 2);
