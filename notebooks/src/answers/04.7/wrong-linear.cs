// hint: Chances do not add up, 19 · 5 % is not 95 %. Ask for the probability that all trials miss.
int TrialsNeeded() => 19;
