// hint: Without the ½ in front the ridge would divide by 1 + 2λ. Here both terms have it: w − a + λw = 0.
(double Ridge, double Lasso) Shrink(double a, double lambda) =>
    (a / (1 + 2 * lambda), Math.Sign(a) * Math.Max(Math.Abs(a) - lambda, 0));
