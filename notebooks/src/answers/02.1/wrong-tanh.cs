// hint: A slope of at most 1 is that of tanh. The sigmoid reaches 1/4 only.
double LargestFactor() => 1;
