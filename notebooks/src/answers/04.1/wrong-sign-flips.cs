// hint: A small weight comes out with the other sign. It must stop at zero: take the larger of |a| − λ and 0.
(double Ridge, double Lasso) Shrink(double a, double lambda) =>
    (a / (1 + lambda), Math.Sign(a) * (Math.Abs(a) - lambda));
