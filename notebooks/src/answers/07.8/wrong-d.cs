// hint: The parameters are equal. But each device has normalised with the mean and variance of its own part of the batch, and remembers those.
char TwoDevices() => 'D';
