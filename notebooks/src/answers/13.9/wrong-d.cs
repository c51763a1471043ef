// hint: Each tap has a filter weight of its own and reads another place, so the gradients of the offsets differ from the first step on.
char Question9() => 'D';
