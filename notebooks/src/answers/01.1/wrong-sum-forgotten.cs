// hint: The product gives 3 + 3. The sum uses x as well, and passes its gradient on unchanged.
double UsedTwice() => 6;
