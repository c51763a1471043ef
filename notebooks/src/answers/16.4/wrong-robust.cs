// hint: The weights are all that the network has learned. A map that does not depend on them does not show it.
char MapThatStays() => 'A';
