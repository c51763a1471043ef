(double Ridge, double Lasso) Shrink(double a, double lambda) =>
    (a * (1 / (1 + lambda)), a - Math.Clamp(a, -lambda, lambda));
