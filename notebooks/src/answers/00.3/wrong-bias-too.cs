// hint: The bias is learned and shared, as the weights are. It is the index at W that is too much.
char Question3() => 'C';
