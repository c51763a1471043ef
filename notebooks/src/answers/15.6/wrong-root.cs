// hint: That is the square-root rule, which keeps the noise of a step the same. The linear rule multiplies by 32.
double RateFor8192() => 0.1 * Math.Sqrt(32);
