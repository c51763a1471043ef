// hint: The bright half answers with a large number, and the dark half takes the same away.
char Question6() => 'A';
