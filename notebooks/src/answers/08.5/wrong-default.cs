// hint: 0.9 would be PyTorch's 0.1. Here the new statistics count 0.02.
double SameMomentum() => 0.9;
