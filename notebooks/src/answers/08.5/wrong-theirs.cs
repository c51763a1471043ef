// hint: 0.02 is PyTorch's number: the weight of the new statistics. Ours is the weight of the old ones.
double SameMomentum() => 0.02;
