// hint: That is the standard deviation √(2/n_in). The bound of a uniform distribution is √3 times as large.
double UniformBound() => Math.Sqrt(2.0 / 400);
