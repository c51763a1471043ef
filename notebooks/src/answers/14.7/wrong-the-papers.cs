// hint: -0.07 is the price of the paper, for 5 % and twice the latency. This device has another one.
double AnotherPrice() => -0.07;
