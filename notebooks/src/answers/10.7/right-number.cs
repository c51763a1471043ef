char Question7() => (char)(65 + 1);
