// hint: The statistics of the batch at hand change with every batch. Only fixed numbers can be written into weights.
char Question6() => 'D';
