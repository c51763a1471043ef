char Question7() => 'C';
