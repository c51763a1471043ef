// hint: 81 % of 27 is not 81 % of 49. More than the small one and less than the large one have different bases.
char Question7() => 'D';
