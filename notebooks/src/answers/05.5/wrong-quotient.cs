// hint: 256/9 divides one by the other. The ratio is the sum of 1/256 and 1/9.
char Question5() => 'C';
