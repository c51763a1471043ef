// hint: The formula has (5 − 3)/2 = 1 step, so 2 outputs. Nothing is rounded here.
char Question2() => 'A';
