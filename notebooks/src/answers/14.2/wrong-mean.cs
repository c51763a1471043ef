// hint: A mean of 64 products would spread by 1/8. The dot product is their sum.
double SpreadOfScores() => 1.0 / 8;
