// hint: Floats reach 3·10^38. It is the precision that runs out, not the range.
char Question6() => 'D';
