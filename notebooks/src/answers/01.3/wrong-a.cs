// hint: That is what finite differences cost. The backward walk shares its work: the upstream gradient of a node serves all weights below it.
char CostOfBackward() => 'A';
