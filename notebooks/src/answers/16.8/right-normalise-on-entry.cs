(double Value, Tensor Vector) TopEigenvalue(Func<Tensor, Tensor> times,
    Tensor start, int iterations)
{
    Tensor next = start;
    Tensor unit = start / start.Square().Sum().Sqrt();
    double value = 0;
    while (iterations-- > 0)
    {
        unit = next / next.Square().Sum().Sqrt();
        next = times(unit);
        value = (unit * next).Sum().Item();
        if (next.Abs().Max().Item() == 0) return (0, unit);
    }
    return (value, next / next.Square().Sum().Sqrt());
}
