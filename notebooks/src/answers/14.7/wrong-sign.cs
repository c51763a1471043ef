// hint: With a positive exponent slow networks are rewarded. 1.10 · 4^w = 1 needs a negative w.
double AnotherPrice() => Math.Log(1.10) / Math.Log(4);
