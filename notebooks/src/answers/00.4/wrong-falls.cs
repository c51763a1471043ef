// hint: A sum over pixels does not know their order, so nothing is lost at all. What falls is the accuracy of a network that uses neighbourhoods.
char Question4() => 'B';
