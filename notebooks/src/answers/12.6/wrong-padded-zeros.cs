// hint: A zero padded after the normalisation is not what a padded zero becomes through it, so the borders differ.
char Question6() => 'B';
