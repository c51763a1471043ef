// hint: Attention compares contents. Without position embeddings no number in it says how far apart two patches are.
char WhatIsUnchanged() => 'A';
