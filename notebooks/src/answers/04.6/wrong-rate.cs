// hint: 0.01 is the learning rate alone. The number of steps counts as well: α ≈ 1/(τη).
char EquivalentPenalty() => 'D';
