// hint: It is the other way round: all logits grow by the same number, and all maps by the same picture.
char SameVectorForAll() => 'D';
