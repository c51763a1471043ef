// hint: The identity has slope 1 and trains well. It only makes all layers collapse into one.
char CannotBeTrained() => 'B';
