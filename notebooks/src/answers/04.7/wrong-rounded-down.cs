// hint: 58 trials reach 94.9 percent, just short. Round up.
int TrialsNeeded() => (int)(Math.Log(0.05) / Math.Log(0.95));
