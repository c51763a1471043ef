// hint: With enough runs a difference can be told from chance: the scatter of a mean falls like one over the root of n.
char WhatTheTableShows() => 'B';
