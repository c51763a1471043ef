// hint: That is the probability to be dropped twice. One of the two is enough.
char TwoDropouts() => 'C';
