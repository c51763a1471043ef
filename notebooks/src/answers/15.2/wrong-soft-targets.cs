// hint: Cross-entropy is defined for every distribution; its smallest value is the entropy of the target, which is 0 only for a one-hot one.
char LossThatWillNotFall() => 'C';
