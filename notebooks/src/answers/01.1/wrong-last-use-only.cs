// hint: You kept one of the gradients. Each of the three uses sends one back, and they are added.
double UsedTwice() => 3 + 1;
