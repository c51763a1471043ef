// hint: The gradient of a weight is its input times the gradient of the output. The weight itself does not occur in it. (Two layers of zeros after each other would indeed not start.)
char Question9() => 'A';
