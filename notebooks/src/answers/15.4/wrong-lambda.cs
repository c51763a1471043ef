// hint: That is λ. Three quarters of this box lie outside of the image.
char BoxInTheCorner() => 'B';
