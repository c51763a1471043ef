char Question3() => 'B';
