int TrialsNeeded()
{
    int trials = 0;
    for (double allMiss = 1; allMiss > 0.05; trials++) allMiss *= 0.95;
    return trials;
}
