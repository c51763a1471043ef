// hint: After a few hundred steps both decays have forgotten the start, and evaluation does not care how images are grouped.
char OneByOne() => 'C';
