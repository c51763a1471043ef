char Question1() => 'C';
