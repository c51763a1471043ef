// hint: With the same rate an epoch has 32 times fewer steps of the same length. The rule makes each of them 32 times as long.
double RateFor8192() => 0.1;
