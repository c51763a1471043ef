char TwoDevices() => 'A';
