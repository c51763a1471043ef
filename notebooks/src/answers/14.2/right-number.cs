double SpreadOfScores() => 8.0;
