char OneByOne() => 'A';
