// hint: The 4096 outputs stay. Compare the numbers that come in.
char Question6() => 'D';
