// hint: The losses differ, and so do the gradients, until they are averaged. After that both devices make the same step.
char TwoDevices() => 'C';
