// hint: That is 1 − λ, the share that the whole box would have; the question asks for the image's own share, and the box is cut off.
char BoxInTheCorner() => 'A';
