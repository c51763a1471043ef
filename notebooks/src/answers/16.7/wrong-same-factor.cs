// hint: Each derivative brings one factor 1/c; the Hessian is the second.
(double Gradient, double Eigenvalue) AfterTimesTen() => (0.1, 0.1);
