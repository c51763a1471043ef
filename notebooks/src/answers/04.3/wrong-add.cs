// hint: Probabilities to be dropped do not add up: an element that the first layer dropped cannot be dropped again.
char TwoDropouts() => 'A';
