// hint: There are two matrices in each block: one down to C/r, one back to C.
long Question2() => 3L * 2048 * 2048 / 16;
