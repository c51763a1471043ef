char Question4() => 'A';
