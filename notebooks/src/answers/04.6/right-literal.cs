char EquivalentPenalty() => 'b';
