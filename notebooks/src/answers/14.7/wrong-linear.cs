// hint: A price of 10 % spread over a factor of four is not a quotient of the two. Take logarithms: 1.10 · 4^w = 1.
double AnotherPrice() => -0.10 / 4;
