// hint: 5 is τ · η. The penalty is its inverse: the longer the training, the weaker.
char EquivalentPenalty() => 'B';
