// hint: That is Xavier's bound, √(3/n_in). He's variance is twice as large.
double UniformBound() => Math.Sqrt(3.0 / 400);
