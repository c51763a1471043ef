double SameMomentum() => 1 - 0.02;
