// hint: In C# an int divided by an int is an int: 1 / 10 is 0. Write 0.1, or 1.0 / 10.
(double Gradient, double Eigenvalue) AfterTimesTen()
{
    return (1 / 10, 1 / 100);
}
