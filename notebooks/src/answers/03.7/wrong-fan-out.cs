// hint: You took the 64 outputs. He counts the inputs of one unit.
double UniformBound() => Math.Sqrt(6.0 / (64 * 25));
