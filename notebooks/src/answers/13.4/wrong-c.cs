// hint: Each channel chooses for itself, so there are 64 sums of one for each image, not a single one.
char Question4() => 'C';
