// hint: On a pixel the interpolation has a kink, not a plateau: to each side there is a slope, the difference of neighbouring pixels.
char Question9() => 'C';
