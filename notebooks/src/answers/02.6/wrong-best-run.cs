// hint: A lucky run is no property of the activation, and one does not know beforehand which run it will be.
char WhatTheTableShows() => 'D';
