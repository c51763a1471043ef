char SameVectorForAll() => 'C';
