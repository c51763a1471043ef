char Question7() => 'B';
