char Question8() => 'D';
