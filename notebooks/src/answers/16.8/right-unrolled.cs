(double Value, Tensor Vector) TopEigenvalue(Func<Tensor, Tensor> times,
    Tensor start, int iterations)
{
    float[] v = start.ToArray();
    double value = 0;
    void Normalise()
    {
        double norm = Math.Sqrt(v.Sum(x => (double)x * x));
        for (int i = 0; i < v.Length; i++) v[i] = (float)(v[i] / norm);
    }
    Normalise();
    for (int round = 0; round < iterations; round++)
    {
        float[] u = times(Tensor.From(v)).ToArray();
        value = 0;
        for (int i = 0; i < v.Length; i++) value += (double)v[i] * u[i];
        if (u.All(x => x == 0)) return (0, Tensor.From(v));
        v = u;
        Normalise();
    }
    return (value, Tensor.From(v));
}
