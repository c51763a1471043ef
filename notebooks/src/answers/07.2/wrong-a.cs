// hint: That would be the slope if the mean and the deviation were constants. They move with the input, and their parts cancel the direct one.
char UpstreamOfASum() => 'A';
