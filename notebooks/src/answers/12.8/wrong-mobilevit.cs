// hint: MobileViT is designed for mobile devices: a transformer among convolutions, with some 6 million parameters.
char Question8() => 'C';
