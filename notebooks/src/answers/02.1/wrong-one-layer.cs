// hint: That is one activation. The gradient passes ten, and the slopes multiply.
double LargestFactor() => 0.25;
