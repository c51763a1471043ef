// hint: Among 20 trials one good one is expected, but that is an average: with probability 0.36 there is none at all.
int TrialsNeeded() => 20;
