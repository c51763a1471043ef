// hint: The forward goes through the layers one after the other, too, and takes T for all of them.
char CostOfBackward() => 'B';
