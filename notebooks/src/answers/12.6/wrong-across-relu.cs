// hint: A ReLU stands between the two: a factor with a negative sign or a shift does not pass through it.
char Question6() => 'A';
