// hint: That is the traffic of the two feature maps. The weights are read, too.
long Question4() => 56 * 56 * (128 + 128);
