// hint: The biased variance is too small by a factor of (m - 1)/m, for 50 maps of a batch of 128 by less than a ten-thousandth; and it would hurt in batches as well.
char OneByOne() => 'B';
