// hint: The loss is unchanged, but not its derivatives: the same change of the function needs a step ten times as long.
(double Gradient, double Eigenvalue) AfterTimesTen() => (1, 1);
