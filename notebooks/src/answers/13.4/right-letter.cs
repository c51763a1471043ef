char Question4() => 'B';
