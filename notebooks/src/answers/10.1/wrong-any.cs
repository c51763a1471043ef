// hint: The volume is that of a feature map, not of the image: channels times height times width, and each of the three can change.
char Question1() => 'D';
