char LossThatWillNotFall() => 'B';
