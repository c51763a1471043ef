char Question3() => (char)(65 + 3);
