char Question6() => 'A';
