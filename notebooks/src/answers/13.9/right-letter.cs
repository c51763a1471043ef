char Question9() => 'B';
