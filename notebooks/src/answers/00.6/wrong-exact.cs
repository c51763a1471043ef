// hint: All numbers up to 2^24 are floats, but 16,777,217 is none: adding 1 to 16,777,216 gives 16,777,216 again.
char Question6() => 'C';
