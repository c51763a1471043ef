char Question3() => 'C';
