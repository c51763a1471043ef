// hint: The same number is added to all logits of an image, and softmax does not see it.
char SameVectorForAll() => 'B';
