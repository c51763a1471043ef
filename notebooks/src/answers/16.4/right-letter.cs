char MapThatStays() => 'B';
