// hint: Larger weights need larger steps for the same change, so the slope is smaller and the curvature smaller still.
(double Gradient, double Eigenvalue) AfterTimesTen() => (10, 100);
