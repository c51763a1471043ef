char WhatTheTableShows() => 'c';
