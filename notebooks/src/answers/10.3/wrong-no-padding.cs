// hint: 227 without padding gives (227 - 11)/4 + 1 = 55: the paper's output, but not the slide's.
char Question3() => 'C';
