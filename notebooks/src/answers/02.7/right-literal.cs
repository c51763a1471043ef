char CannotBeTrained() => 'd';
