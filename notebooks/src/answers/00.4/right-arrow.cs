char Question4() => 'C';
