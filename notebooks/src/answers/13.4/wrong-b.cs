// hint: Then one channel could only open if others closed. It is the kernels that compete, not the channels.
char Question4() => 'B';
