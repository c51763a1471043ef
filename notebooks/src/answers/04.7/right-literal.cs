int TrialsNeeded() => 59;
