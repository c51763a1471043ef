char Question2() => 'C';
