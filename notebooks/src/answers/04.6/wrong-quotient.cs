// hint: That is τ/η, a penalty that would leave nothing of the weights. α ≈ 1/(τη).
char EquivalentPenalty() => 'A';
