char Question1() => (char)(65 + 2);
