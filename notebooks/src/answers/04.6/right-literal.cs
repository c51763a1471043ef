char EquivalentPenalty() => 'c';
