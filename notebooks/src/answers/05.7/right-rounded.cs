int Question7() => (int)Math.Ceiling((224 - 1) / 2.0);
