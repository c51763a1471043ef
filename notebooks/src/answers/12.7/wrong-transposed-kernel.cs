// hint: Transposed is the large matrix of the convolution, not its kernel. (The kernel is flipped in it, not transposed.)
char Question7() => 'D';
