// hint: Try it: add 5 to b, and the mean of the batch rises by 5, too. What is subtracted?
char BiasBeforeBatchNorm() => 'A';
