// hint: A small slope makes training slow, not impossible.
char CannotBeTrained() => 'C';
