char OneByOne() => (char)('A' + 1);
