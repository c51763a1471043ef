// hint: There are no neighbours in a set: every patch attends to every other alike, wherever it stands.
char WhatIsUnchanged() => 'D';
