// hint: That is 2 times the rate. The limit is 2 divided by it.
double TheEdge() => 0.1;
