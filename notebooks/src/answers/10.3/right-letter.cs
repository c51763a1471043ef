char Question3() => 'D';
