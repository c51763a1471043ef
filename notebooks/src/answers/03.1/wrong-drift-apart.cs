// hint: Every mini-batch gives two equal units the same gradient: random data do not break the symmetry, only random weights do.
char FeaturesFromAConstant() => 'A';
