// hint: The field does not triple: with stride 1 each layer adds k − 1 = 2 pixels.
int Question7() => 5;
