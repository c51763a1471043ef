// hint: Stride 1 does give 3, but a stride is allowed to skip places: the slide is about stride 2.
char Question2() => 'D';
