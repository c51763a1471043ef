// hint: That is the first step of a descent, a(1 − λ), and not the minimum: solve w − a + λw = 0.
(double Ridge, double Lasso) Shrink(double a, double lambda) =>
    (a * (1 - lambda), Math.Sign(a) * Math.Max(Math.Abs(a) - lambda, 0));
