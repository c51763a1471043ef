// hint: Lost moving statistics would ruin the score in evaluation mode for batches of 128 as well. What changes with the size of the batch?
char OneByOne() => 'D';
