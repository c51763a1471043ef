// hint: For negative weights you move away from zero. Use the sign of a, and its absolute value.
(double Ridge, double Lasso) Shrink(double a, double lambda) =>
    (a / (1 + lambda), Math.Max(a - lambda, 0));
