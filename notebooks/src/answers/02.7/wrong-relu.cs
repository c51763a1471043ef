// hint: One point without a derivative does no harm: z is hardly ever exactly 0, and programs take 0 there.
char CannotBeTrained() => 'A';
