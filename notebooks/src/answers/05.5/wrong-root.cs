// hint: You took 1/k for the second term. A depthwise filter has k² weights.
char Question5() => 'A';
