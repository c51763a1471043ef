char TwoDevices() => 'B';
