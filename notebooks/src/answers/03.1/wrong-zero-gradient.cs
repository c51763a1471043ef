// hint: That holds for zeros. With 0.1 the gradient of the hidden layer is zero in the first step only; then the last layer's rows differ and it moves.
char FeaturesFromAConstant() => 'D';
