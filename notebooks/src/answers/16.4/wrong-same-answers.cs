// hint: Random weights do not classify like trained ones; what both networks share is the image.
char MapThatStays() => 'D';
