// hint: At half the rate, valleys of twice the curvature are still stable.
double TheEdge() => 20;
