char Question6() => 'D';
