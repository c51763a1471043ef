// hint: Even a network that gives exactly 0.7 and 0.3 has this loss. Put p = 0.7 into the formula.
char LossThatWillNotFall() => 'B';
