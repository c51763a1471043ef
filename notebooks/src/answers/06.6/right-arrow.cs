char Question6() => 'B';
