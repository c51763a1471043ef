// hint: That is SENet. A selective kernel layer ends its gates in a softmax over the branches.
char Question4() => 'D';
