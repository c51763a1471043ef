// hint: That is the spread after the division, which somebody forgot.
double SpreadOfScores() => 1;
