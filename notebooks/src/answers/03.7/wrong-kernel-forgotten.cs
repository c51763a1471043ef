// hint: You counted 16 inputs. One output pixel sums over 16 channels of 25 pixels each.
double UniformBound() => Math.Sqrt(6.0 / 16);
