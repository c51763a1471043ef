// hint: γ and β are parameters: both devices start with the same and add the same averaged gradient.
char TwoDevices() => 'B';
