// hint: A larger batch gives a larger rate, not a smaller one: one step stands for 32.
double RateFor8192() => 0.1 / 32;
