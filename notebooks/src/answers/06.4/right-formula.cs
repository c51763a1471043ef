int Question4() => (16 - 1) * 2 + 4 - 2 * 1;
