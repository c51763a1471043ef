// hint: That would be the factor for an area that is halved once. Both axes are halved: the area falls by 4.
char Question1() => 'A';
