char CannotBeTrained() => 'b';
