// hint: You added 256 and 9. It is their inverses that are added, and the smaller number wins.
char Question5() => 'D';
