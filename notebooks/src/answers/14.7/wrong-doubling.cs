// hint: That is the price for twice the latency. Here it is four times.
double AnotherPrice() => -Math.Log2(1.10);
