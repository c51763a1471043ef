(double Gradient, double Eigenvalue) AfterTimesTen() => (1.0 / 10, 1.0 / 100);
