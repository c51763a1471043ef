// hint: ShuffleNet was designed for some 10 to 150 million multiply-adds: group convolutions with a shuffle.
char Question8() => 'B';
