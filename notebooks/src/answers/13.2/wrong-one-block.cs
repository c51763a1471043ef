// hint: That is one block. The last stage has three.
long Question2() => 524_288;
