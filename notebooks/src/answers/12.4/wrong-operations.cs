// hint: That is the number of multiply-adds. The question asks for the numbers that are read and written.
long Question4() => 56L * 56 * 16384;
