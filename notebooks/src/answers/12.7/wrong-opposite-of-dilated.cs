// hint: That is the slip on the slide. A dilated convolution has an adjoint of its own, and it is dilated, too.
char Question7() => 'C';
