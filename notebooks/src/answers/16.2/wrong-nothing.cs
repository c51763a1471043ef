// hint: The weights of every map have changed: M(p) gets the sum of v times the features added.
char SameVectorForAll() => 'A';
