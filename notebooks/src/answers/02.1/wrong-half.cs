// hint: One half is the value of the sigmoid at 0. The slope there is 1/4.
double LargestFactor() => Math.Pow(0.5, 10);
