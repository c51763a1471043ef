// hint: A smaller rate does not help: work out the smallest value that −0.7 ln p − 0.3 ln(1 − p) can have.
char LossThatWillNotFall() => 'A';
