// hint: You cut the small weights off but leave the large ones as they were. The absolute penalty shrinks those too, by λ.
(double Ridge, double Lasso) Shrink(double a, double lambda) =>
    (a / (1 + lambda), Math.Abs(a) > lambda ? a : 0);
