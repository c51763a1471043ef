char MapThatStays() => 'C';
