char Question6() => 'C';
