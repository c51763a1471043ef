// hint: With W(i) every example would have weights of its own, and a new example none.
char Question3() => 'A';
