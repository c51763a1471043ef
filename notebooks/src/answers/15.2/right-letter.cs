char LossThatWillNotFall() => 'D';
