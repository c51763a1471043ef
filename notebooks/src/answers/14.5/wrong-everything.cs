// hint: The outputs of the patches move with the patches: shuffled in, shuffled out. That is equivariance, not invariance.
char WhatIsUnchanged() => 'B';
