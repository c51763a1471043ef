// hint: The map says nothing about that: it would look the same had the network learned everything.
char MapThatStays() => 'B';
