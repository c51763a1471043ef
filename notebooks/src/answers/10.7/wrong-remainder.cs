// hint: 27/49 = 55 % is what remains. What is saved is the rest.
char Question7() => 'C';
