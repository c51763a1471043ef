// hint: 100 - 81 has no meaning here: the 81 % refer to 27, the saving to 49.
char Question7() => 'A';
