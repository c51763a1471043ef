char Question5() => 'B';
