// hint: Noise to us, but all the numbers are there, and always at the same places: the weights can follow them.
char Question4() => 'A';
