// hint: That is the cost of eight convolutions. CondConv mixes the filters first and convolves once.
long Question6() => 8L * 9 * 128 * 128 * 49;
