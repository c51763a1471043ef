// hint: A mean of 23 runs has a scatter of its own. Ask how large the difference is beside it.
char WhatTheTableShows() => 'A';
