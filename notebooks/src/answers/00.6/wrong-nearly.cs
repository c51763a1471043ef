// hint: The error does not creep in by a few units: from 2^24 on the sum does not move at all.
char Question6() => 'B';
