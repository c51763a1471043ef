// hint: The two are the wrong way round: first ridge, which divides, then lasso, which subtracts.
(double Ridge, double Lasso) Shrink(double a, double lambda) =>
    (Math.Sign(a) * Math.Max(Math.Abs(a) - lambda, 0), a / (1 + lambda));
