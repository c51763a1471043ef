double SpreadOfScores() => Math.Sqrt(64);
